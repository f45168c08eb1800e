import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badProject, denied, noProject, paramError } from './answers.ts';
import { expectMembers, idOf, mustBeARole } from './members.ts';

const addMembers = proven('ProjectMan v4', 'BatchAddMembersV4');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('adds several users through the %s', async (way) => {
    const project_id = await newProject(scene);
    const names = ['first', 'second', 'third'].map((name) => `${name}-${way}`);
    const [first, second, third] = await Promise.all(names.map((name) => scene.enter(name)));
    const body = {
      users: [
        { user_id: idOf(first!), role_id: 8 },
        { user_id: idOf(second!), role_id: null },
        { user_id: idOf(third!) },
      ],
    };
    const answer = await scene[way].send(addMembers, { project_id }, body);
    expect(answer).toMatchObject({ status: 204, text: '' });
    const roles = new Map(names.map((name, i) => [name, i === 0 ? 8 : 7]));
    const inOrder = [first, second, third]
      .map((role) => role!.person.user)
      .sort((a, b) => a.number - b.number);
    await expectMembers(
      scene,
      project_id,
      inOrder.map(({ name }) => [name, roles.get(name) ?? 0] as const),
    );
  });

  it('adds nobody where one entry is at fault, and names it', async () => {
    const project_id = await newProject(scene);
    const good = { user_id: idOf(await scene.enter('good')), role_id: 4 };
    const member = await scene.enter('member', { role: 4, in: project_id });
    for (const [body, reason] of [
      [undefined, '\\[body\\] is required'],
      [{}, '\\[users\\] is required and must be an array of one new member or more'],
      [{ users: [] }, '\\[users\\] must be an array of one new member or more'],
      [{ users: {} }, '\\[users\\] must be an array of one new member or more'],
      [{ users: [good, 'x'] }, '\\[users\\[1\\]\\] must be a JSON object'],
      [{ users: [good, {}] }, '\\[users\\[1\\].user_id\\] is required'],
      [{ users: [good, { user_id: 1 }] }, '\\[users\\[1\\].user_id\\] must be a text'],
      [
        { users: [good, { user_id: unknownId, role_id: '4' }] },
        `\\[users\\[1\\].role_id\\] ${mustBeARole}`,
      ],
      [{ users: [good, { ...good, role_id: -1 }] }, `\\[users\\[1\\].role_id\\] ${mustBeARole}`],
      [{ users: [good, { ...good, role_id: 14 }] }, `\\[users\\[1\\].role_id\\] ${mustBeARole}`],
      [
        { users: [good, { user_id: unknownId }] },
        '\\[users\\[1\\].user_id\\] there is no such user in the account',
      ],
      [
        { users: [good, { user_id: idOf(member) }] },
        '\\[users\\[1\\].user_id\\] the user is a member of the project already',
      ],
      [{ users: [good, good] }, '\\[users\\[1\\].user_id\\] the user is named twice'],
    ] as const) {
      const answer = await scene.hand.send(addMembers, { project_id }, body);
      expect(answer, reason).toMatchObject(paramError(reason));
    }
    await expectMembers(scene, project_id, [['member', 4]]);
  });

  it('refuses a malformed project id', async () => {
    const body = { users: [{ user_id: unknownId }] };
    expect(await scene.core.send(addMembers, { project_id: 'x' }, body)).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const body = { users: [{ user_id: unknownId }] };
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(addMembers, { project_id }, body),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('takes a manager, and is stopped by the deny that stops adding one', async () => {
    const project_id = await newProject(scene);
    const users = [{ user_id: idOf(await scene.enter('newcomer')) }];
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    const refused = await developer.core.send(addMembers, { project_id }, { users });
    const reason = 'User: .* because the role Developer lacks the permission project.members';
    expect(refused).toMatchObject(paramError(reason, 403));
    const manager = await scene.enter('manager', { role: 3, in: project_id });
    expect((await manager.core.send(addMembers, { project_id }, { users })).status).toBe(204);
    await scene.world.allow(manager.person, 'Deny', 'codeartsreq:member:add');
    const stopped = await manager.core.send(addMembers, { project_id }, { users });
    expect(stopped).toMatchObject(denied('codeartsreq:member:add'));
  });
});

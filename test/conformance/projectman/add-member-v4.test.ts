import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newAccount, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badProject, noProject, paramError } from './answers.ts';
import { mustBeARole } from './members.ts';

const addMember = proven('ProjectMan v4', 'AddMemberV4');
const listMembers = operationOf('ProjectMan v4', 'ListProjectMembersV4');

const badRole = `\\[role_id\\] ${mustBeARole}`;
const noUser = '\\[user_id\\] there is no such user in the account';

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('gives users a role through the %s', async (way) => {
    const project_id = await newProject(scene);
    const { domainId: domain_id, domainName: domain_name } = scene.world;
    const first = (await scene.enter(`first-${way}`)).person.user;
    const second = (await scene.enter(`second-${way}`)).person.user;
    for (const body of [
      { domain_id, domain_name, user_id: first.id, role_id: 8 },
      { domain_id, domain_name: null, user_id: second.id, role_id: null },
    ]) {
      const answer = await scene[way].send(addMember, { project_id }, body);
      expect(answer).toMatchObject({ status: 204, text: '' });
    }
    const list = await scene.core.send(listMembers, { project_id });
    expect(list.body).toMatchObject({
      members: [
        { role_id: -1 },
        { user_id: first.id, role_id: 8 },
        { user_id: second.id, role_id: 7 },
      ],
    });
  });

  it('refuses', async () => {
    const project_id = await newProject(scene);
    const { domainId: domain_id } = scene.world;
    const { id: user_id } = (await scene.enter('user')).person.user;
    const { id: member } = (await scene.enter('member', { role: 4, in: project_id })).person.user;
    const stranger = await newAccount(scene, 'foreign');
    const { store } = scene.world.server.data;
    const foreign = await store.read(async (records) => {
      const found = await records.access.findAccessKey(stranger.accessKey);
      return found?.key ?? { domainId: '', userId: '' };
    });
    for (const [body, reason] of [
      [undefined, '\\[body\\] is required'],
      ['{', '\\[body\\] must be JSON'],
      [{ user_id }, '\\[domain_id\\] is required'],
      [{ domain_id }, '\\[user_id\\] is required'],
      [{ domain_id, user_id: 1 }, '\\[user_id\\] must be a text'],
      [{ domain_id, user_id, role_id: '4' }, badRole],
      [{ domain_id, user_id, role_id: 4.5 }, badRole],
      [{ domain_id, user_id, role_id: 99 }, badRole],
      [{ domain_id, user_id, role_id: -1 }, badRole],
      [{ domain_id: unknownId, user_id }, '\\[domain_id\\] must be the account of the project'],
      [{ domain_id: foreign.domainId, user_id: foreign.userId }, '\\[domain_id\\] must be the ac'],
      [{ domain_id, user_id: foreign.userId }, noUser],
      [{ domain_id, user_id: unknownId }, noUser],
      [{ domain_id, user_id: member }, '\\[user_id\\] the user is a member of the project already'],
    ] as const) {
      const answer = await scene.hand.send(addMember, { project_id }, body);
      expect(answer, reason).toMatchObject(paramError(reason));
    }
    const list = await scene.core.send(listMembers, { project_id });
    expect(list.body).toMatchObject({ total: 2 });
  });

  it('refuses what the core makes of an unknown role, and a malformed project id', async () => {
    const { domainId: domain_id, projectId: project_id } = scene.world;
    const body = { domain_id, user_id: unknownId, role_id: 0 };
    const answer = await scene.core.send(addMember, { project_id }, body);
    expect(answer).toMatchObject(paramError(badRole));
    expect(await scene.core.send(addMember, { project_id: 'x' }, {})).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const body = { domain_id: scene.world.domainId, user_id: unknownId };
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(addMember, { project_id }, body),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('lets a manager add members, and not a developer', async () => {
    const project_id = await newProject(scene);
    const { domainId: domain_id } = scene.world;
    const { id: user_id } = (await scene.enter('newcomer')).person.user;
    const body = { domain_id, user_id };
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    const answer = await developer.core.send(addMember, { project_id }, body);
    const reason = 'User: .* because the role Developer lacks the permission project.members';
    expect(answer).toMatchObject(paramError(reason, 403));
    const manager = await scene.enter('manager', { role: 3, in: project_id });
    expect((await manager.core.send(addMember, { project_id }, body)).status).toBe(204);
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badProject, noProject, paramError } from './answers.ts';
import { expectMembers, idOf } from './members.ts';

const removeMembers = proven('ProjectMan v4', 'BatchDeleteMembersV4');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('removes several members through the %s', async (way) => {
    const project_id = await newProject(scene);
    const first = await scene.enter(`first-${way}`, { role: 4, in: project_id });
    const second = await scene.enter(`second-${way}`, { role: 8, in: project_id });
    await scene.enter(`third-${way}`, { role: 3, in: project_id });
    const body = { user_ids: [first, second].map(idOf) };
    const answer = await scene[way].send(removeMembers, { project_id }, body);
    expect(answer).toMatchObject({ status: 204, text: '' });
    await expectMembers(scene, project_id, [[`third-${way}`, 3]]);
  });

  it('removes nobody where one entry is at fault, and names it', async () => {
    const project_id = await newProject(scene);
    const member = idOf(await scene.enter('member', { role: 4, in: project_id }));
    const stranger = idOf(await scene.enter('stranger'));
    const { store } = scene.world.server.data;
    const { domainId, userName } = scene.world;
    const creator = await store.read((records) =>
      records.access.findUserByName(domainId, userName),
    );
    for (const [body, reason] of [
      [undefined, '\\[body\\] is required'],
      [{}, '\\[user_ids\\] is required and must be an array of one user ID or more'],
      [{ user_ids: [] }, '\\[user_ids\\] must be an array of one user ID or more'],
      [{ user_ids: member }, '\\[user_ids\\] must be an array of one user ID or more'],
      [{ user_ids: [member, null] }, '\\[user_ids\\] must be an array of one user ID or more'],
      [
        { user_ids: [member, unknownId] },
        '\\[user_ids\\[1\\]\\] the user is not a member of the project',
      ],
      [
        { user_ids: [member, stranger] },
        '\\[user_ids\\[1\\]\\] the user is not a member of the project',
      ],
      [
        { user_ids: [member, creator?.id] },
        '\\[user_ids\\[1\\]\\] the creator of a project stays a member of it',
      ],
      [{ user_ids: [member, member] }, '\\[user_ids\\[1\\]\\] the user is named twice'],
    ] as const) {
      const answer = await scene.hand.send(removeMembers, { project_id }, body);
      expect(answer, reason).toMatchObject(paramError(reason));
    }
    await expectMembers(scene, project_id, [['member', 4]]);
  });

  it('refuses a malformed project id', async () => {
    const body = { user_ids: [unknownId] };
    const answer = await scene.core.send(removeMembers, { project_id: 'x' }, body);
    expect(answer).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(removeMembers, { project_id }, { user_ids: [unknownId] }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('shuts the project to whom it removes, themselves included', async () => {
    const project_id = await newProject(scene);
    const manager = await scene.enter('manager', { role: 3, in: project_id });
    const body = { user_ids: [idOf(manager)] };
    expect((await manager.core.send(removeMembers, { project_id }, body)).status).toBe(204);
    const after = await manager.core.send(removeMembers, { project_id }, body);
    expect(after).toMatchObject(noProject);
  });
});

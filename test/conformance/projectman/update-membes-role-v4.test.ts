import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badProject, noProject, paramError } from './answers.ts';
import { expectMembers, idOf, mustBeARole } from './members.ts';

const changeRoles = proven('ProjectMan v4', 'UpdateMembesRoleV4');
const createGroup = operationOf('CodeArtsBuild v3', 'CreateJobGroup');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'gives several members a role through the %s',
    async (way) => {
      const project_id = await newProject(scene);
      const first = await scene.enter(`first-${way}`, { role: 4, in: project_id });
      const second = await scene.enter(`second-${way}`, { role: 8, in: project_id });
      const body = { role_id: 11, user_ids: [first, second].map(idOf) };
      const answer = await scene[way].send(changeRoles, { project_id }, body);
      expect(answer).toMatchObject({ status: 204, text: '' });
      await expectMembers(scene, project_id, [
        [`first-${way}`, 11],
        [`second-${way}`, 11],
      ]);
    },
  );

  it('holds at the very next request', async () => {
    const project_id = await newProject(scene);
    const { core, person } = await scene.enter('changing', { role: 8, in: project_id });
    for (const [role_id, status] of [
      [8, 403],
      [4, 200],
      [6, 403],
      [12, 200],
      [7, 403],
    ] as const) {
      const body = { role_id, user_ids: [person.user.id] };
      expect((await scene.core.send(changeRoles, { project_id }, body)).status).toBe(204);
      const made = await core.send(createGroup, { project_id }, { name: `as ${role_id}` });
      expect([role_id, made.status]).toEqual([role_id, status]);
    }
  });

  it('changes nobody where one entry is at fault, and names it', async () => {
    const project_id = await newProject(scene);
    const member = idOf(await scene.enter('member', { role: 4, in: project_id }));
    const stranger = idOf(await scene.enter('stranger'));
    const { domainId, userName, server } = scene.world;
    const creator = await server.data.store.read((records) =>
      records.access.findUserByName(domainId, userName),
    );
    const role_id = 8;
    for (const [body, reason] of [
      [undefined, '\\[body\\] is required'],
      [{ user_ids: [member] }, `\\[role_id\\] is required and ${mustBeARole}`],
      [{ role_id: -1, user_ids: [member] }, `\\[role_id\\] ${mustBeARole}`],
      [{ role_id: 2, user_ids: [member] }, `\\[role_id\\] ${mustBeARole}`],
      [{ role_id }, '\\[user_ids\\] is required and must be an array of one user ID or more'],
      [{ role_id, user_ids: [] }, '\\[user_ids\\] must be an array of one user ID or more'],
      [
        { role_id, user_ids: [member, 7] },
        '\\[user_ids\\] must be an array of one user ID or more',
      ],
      [
        { role_id, user_ids: [member, stranger] },
        '\\[user_ids\\[1\\]\\] the user is not a member of the project',
      ],
      [
        { role_id, user_ids: [member, creator?.id] },
        '\\[user_ids\\[1\\]\\] the creator of a project keeps that role',
      ],
      [{ role_id, user_ids: [member, member] }, '\\[user_ids\\[1\\]\\] the user is named twice'],
    ] as const) {
      const answer = await scene.hand.send(changeRoles, { project_id }, body);
      expect(answer, reason).toMatchObject(paramError(reason));
    }
    await expectMembers(scene, project_id, [['member', 4]]);
  });

  it('refuses a malformed project id', async () => {
    const body = { role_id: 4, user_ids: [unknownId] };
    const answer = await scene.core.send(changeRoles, { project_id: 'x' }, body);
    expect(answer).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(changeRoles, { project_id }, { role_id: 4, user_ids: [unknownId] }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('is for managers, who may give up their own role', async () => {
    const project_id = await newProject(scene);
    const manager = await scene.enter('manager', { role: 3, in: project_id });
    const body = { role_id: 4, user_ids: [idOf(manager)] };
    expect((await manager.core.send(changeRoles, { project_id }, body)).status).toBe(204);
    const back = { ...body, role_id: 3 };
    const refused = await manager.core.send(changeRoles, { project_id }, back);
    const reason = 'User: .* because the role Developer lacks the permission project.members';
    expect(refused).toMatchObject(paramError(reason, 403));
  });
});

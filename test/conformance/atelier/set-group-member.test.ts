import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { alike, newProject, onEveryStore } from '../scene.ts';
import { makeMember, noSuchGroup, refused } from './group-members.ts';

const setMember = proven('Atelier v1', 'SetGroupMember');
const createGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');
const listAudit = operationOf('Atelier v1', 'ListAudit');

onEveryStore((scene) => {
  it('gives a role, and another in its place', async () => {
    const project = await newProject(scene);
    const group_id = await newGroup(scene.core, project, { name: 'a', visibility: 'private' });
    const { core, person } = await enterProject(scene, 'tester', 6, project);
    const path = { group_id, user_id: person.user.id };
    const rights = { source: 'member', source_group_id: group_id, source_group_name: 'a' };
    for (const [role_id, role_name, access_level] of [
      [8, 'Viewer', 20],
      [4, 'Developer', 30],
    ] as const) {
      const answer = await scene.core.send(setMember, path, { role_id });
      expect(answer.body).toEqual({ roles: [{ ...rights, role_id, role_name, access_level }] });
      const made = await core.send(
        createGroup,
        { project_id: project },
        { name: `by-${role_id}`, parent_id: group_id },
      );
      expect(made.status).toBe(role_id === 4 ? 201 : 403);
    }
  });

  it('changes nothing where the role is given already, and notes nothing', async () => {
    const project = await newProject(scene);
    const group_id = await newGroup(scene.core, project, { name: 'a' });
    const { person } = await enterProject(scene, 'again', 8, project);
    const path = { group_id, user_id: person.user.id };
    const resource = `repository-group/${group_id}/member/${person.user.id}`;
    for (const [role_id, lines] of [
      [4, 1],
      [4, 1],
      [3, 2],
    ] as const) {
      const answer = await scene.core.send(setMember, path, { role_id });
      expect(answer).toMatchObject({ status: 200, body: { roles: [{ role_id }, {}] } });
      const { body } = await scene.core.send(listAudit, { resource });
      expect((body as { audit: object[] }).audit).toHaveLength(lines);
    }
  });

  it('lets those give roles who manage the group, and hides it from those outside', async () => {
    const project = await newProject(scene);
    const group_id = await newGroup(scene.core, project, { name: 'a', visibility: 'private' });
    const below = await newGroup(scene.core, project, { name: 'b', parent_id: group_id });
    const manager = await enterProject(scene, 'manager', 7, project);
    const friend = await enterProject(scene, 'friend', 8, project);
    const send = (group: number) =>
      manager.core.send(
        setMember,
        { group_id: group, user_id: friend.person.user.id },
        { role_id: 8 },
      );
    const hidden = [await send(below), await send(group_id), await send(2_147_483_647)];
    expect(alike(hidden)).toMatchObject(noSuchGroup);
    await makeMember(scene.core, group_id, manager, 4);
    const lacks =
      'role Participant lacks the permission repository-member.create, and no role of yours';
    expect(await send(below)).toMatchObject(refused(403, lacks));
    await makeMember(scene.core, group_id, manager, 3);
    expect((await send(below)).status).toBe(200);
  });

  it('refuses roles that nobody is given, people outside the project, and the owner', async () => {
    const project = await newProject(scene);
    const developer = await enterProject(scene, 'developer', 4, project);
    const group_id = await newGroup(developer.core, project, { name: 'a' });
    const outside = await scene.enter('outside', { allow: ['*'] });
    const send = (user_id: string, body: object) =>
      scene.core.send(setMember, { group_id, user_id }, body);
    const own = developer.person.user.id;
    for (const role_id of [-1, 0, 2, 50, 1e9]) {
      const answer = await send(own, { role_id });
      expect(answer).toMatchObject(refused(400, '\\[role_id\\] must be one of 3 \\(Project man'));
    }
    for (const body of [{}, { role_id: '4' }, { role_id: 1.5 }]) {
      expect(await send(own, body)).toMatchObject(refused(400, '\\[role_id\\]'));
    }
    const nobody = [
      await send(outside.person.user.id, { role_id: 4 }),
      await send('0123456789abcdef0123456789abcdef', { role_id: 4 }),
    ];
    const notThere = refused(404, '\\[user_id\\] the user is not a member of the project');
    expect(alike(nobody)).toMatchObject(notThere);
    expect(await send('a-b', { role_id: 4 })).toMatchObject(refused(400, '\\[user_id\\]'));
    expect(await send(own, { role_id: 4 })).toMatchObject(refused(409, 'the owner of a repos'));
  });
});

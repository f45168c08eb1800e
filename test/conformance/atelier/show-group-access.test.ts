import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore, unknownId } from '../scene.ts';
import { makeMember, noSuchGroup, refused } from './group-members.ts';

const showAccess = proven('Atelier v1', 'ShowGroupAccess');

onEveryStore((scene) => {
  it('tells every role along the path and where it is from, the highest first', async () => {
    const project = await newProject(scene);
    const user = await enterProject(scene, 'of all trades', 4, project);
    const top = await newGroup(user.core, project, { name: 'top', visibility: 'private' });
    const middle = await newGroup(scene.core, project, { name: 'middle', parent_id: top });
    const low = await newGroup(scene.core, project, { name: 'low', parent_id: middle });
    await makeMember(scene.core, middle, user, 3);
    await makeMember(scene.core, low, user, 8);
    const answer = await scene.core.send(showAccess, {
      group_id: low,
      user_id: user.person.user.id,
    });
    const owner = { access_level: 50, role_id: -1, role_name: 'Owner', source: 'owner' };
    const manager = { access_level: 40, role_id: 3, role_name: 'Project manager' };
    const viewer = { access_level: 20, role_id: 8, role_name: 'Viewer', source: 'member' };
    expect(answer.body).toEqual({
      roles: [
        { ...owner, source_group_id: top, source_group_name: 'top' },
        { ...manager, source: 'member', source_group_id: middle, source_group_name: 'middle' },
        { access_level: 30, role_id: 4, role_name: 'Developer', source: 'project' },
        { ...viewer, source_group_id: low, source_group_name: 'low' },
      ],
    });
  });

  it('tells no role of those who may not know of the group', async () => {
    const project = await newProject(scene);
    const open = await newGroup(scene.core, project, { name: 'open' });
    const closed = await newGroup(scene.core, project, { name: 'a', visibility: 'private' });
    const viewer = await enterProject(scene, 'viewer', 8, project);
    const outside = await scene.enter('outside');
    const rolesIn = async (group_id: number, { person }: { person: { user: { id: string } } }) => {
      const answer = await scene.core.send(showAccess, { group_id, user_id: person.user.id });
      return (answer.body as { roles: { source: string }[] }).roles.map(({ source }) => source);
    };
    expect(await rolesIn(open, viewer)).toEqual(['project']);
    expect(await rolesIn(closed, viewer)).toEqual([]);
    expect(await rolesIn(open, outside)).toEqual([]);
    const { world } = scene;
    const root = await world.server.data.store.read((records) =>
      records.access.findUserByName(world.domainId, world.userName),
    );
    expect(await rolesIn(closed, { person: { user: root! } })).toEqual([
      'account',
      'owner',
      'project',
    ]);
  });

  it('is for those who may change members', async () => {
    const project = await newProject(scene);
    const group_id = await newGroup(scene.core, project, { name: 'a' });
    const developer = await enterProject(scene, 'developer', 4, project);
    const user_id = developer.person.user.id;
    const answer = await developer.core.send(showAccess, { group_id, user_id });
    expect(answer).toMatchObject(refused(403, 'lacks the permission repository-member.update'));
    await makeMember(scene.core, group_id, developer, 3);
    expect((await developer.core.send(showAccess, { group_id, user_id })).status).toBe(200);
    const unknown = await scene.core.send(showAccess, { group_id, user_id: unknownId });
    expect(unknown).toMatchObject(refused(404, '\\[user_id\\] there is no such user'));
    const nobody = await scene.core.send(showAccess, { group_id });
    expect(nobody).toMatchObject(refused(400, '\\[user_id\\] is required'));
    const nowhere = await scene.core.send(showAccess, { group_id: 2_147_483_647, user_id });
    expect(nowhere).toMatchObject(noSuchGroup);
  });
});

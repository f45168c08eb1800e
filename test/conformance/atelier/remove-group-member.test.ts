import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { makeMember, noSuchGroup, refused } from './group-members.ts';

const removeMember = proven('Atelier v1', 'RemoveGroupMember');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const listTop = operationOf('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');

onEveryStore((scene) => {
  it('ends a membership with all that was seen by it, in lists as well', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    const member = await enterProject(scene, 'member', 8, project_id);
    await makeMember(scene.core, group_id, member, 8);
    const seen = async () => {
      const shown = await member.core.send(showGroup, { project_id, group_id: below });
      const list = await member.core.send(listTop, { project_id });
      return [shown.status, (list.body as unknown[]).length];
    };
    expect(await seen()).toEqual([200, 1]);
    const path = { group_id, user_id: member.person.user.id };
    expect((await scene.core.send(removeMember, path)).status).toBe(204);
    expect(await seen()).toEqual([404, 0]);
    const none = refused(404, '\\[user_id\\] the user was not made a member of the repository');
    expect(await scene.core.send(removeMember, path)).toMatchObject(none);
  });

  it('ends it where it began, not below, and asks for the right', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    const member = await enterProject(scene, 'inherits', 7, project_id);
    await makeMember(scene.core, group_id, member, 4);
    const user_id = member.person.user.id;
    const inherited = await scene.core.send(removeMember, { group_id: below, user_id });
    expect(inherited).toMatchObject(refused(404, 'was not made a member'));
    const self = await member.core.send(removeMember, { group_id, user_id });
    expect(self).toMatchObject(refused(403, 'lacks the permission repository-member.delete'));
    const unknown = await scene.core.send(removeMember, { group_id: 2_147_483_647, user_id });
    expect(unknown).toMatchObject(noSuchGroup);
  });

  it('never removes the owner', async () => {
    const project_id = await newProject(scene);
    const developer = await enterProject(scene, 'owner', 4, project_id);
    const group_id = await newGroup(developer.core, project_id, { name: 'a' });
    const path = { group_id, user_id: developer.person.user.id };
    const answer = await scene.core.send(removeMember, path);
    expect(answer).toMatchObject(refused(409, 'the owner of a repository group'));
  });
});

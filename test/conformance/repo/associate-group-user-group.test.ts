import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { join } from '../iam/groups.ts';
import { alike, newProject, onEveryStore, type Role, unknownId } from '../scene.ts';
import { badValue, enterProject, newGroup, noGroup, notAllowed } from './groups.ts';
import { namesIn } from './lists.ts';
import { associate, userGroupOf } from './user-groups.ts';

const operation = proven('CodeArtsRepo v4', 'AssociateGroupUserGroup');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const listGroups = operationOf('CodeArtsRepo v4', 'ListGroups');
const listChildren = operationOf('CodeArtsRepo v4', 'ListGroupSubgroupsAndRepositories');
const listProject = operationOf('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');
const listMembers = operationOf('CodeArtsRepo v4', 'ListGroupMembers');
const manageable = operationOf('CodeArtsRepo v4', 'ListManageableGroups');
const leave = operationOf('IAM v3', 'KeystoneRemoveUserFromGroup');
const removeUserGroup = operationOf('IAM v3', 'KeystoneDeleteGroup');
const removeMember = operationOf('Atelier v1', 'RemoveGroupMember');

onEveryStore((scene) => {
  it('makes members of those who are in the project, and tells of the others', async () => {
    const project_id = await newProject(scene);
    const tester = await enterProject(scene, 'tester', 6, project_id);
    const outside = await scene.enter('outside the project');
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const userGroup = await userGroupOf(scene.core, tester, outside);
    const { id, number, name } = tester.person.user;
    for (let times = 0; times < 2; times += 1) {
      const answer = await associate(scene.core, project_id, group_id, userGroup.id);
      expect(answer.body).toEqual({
        success: [{ id: String(number), iam_id: id, name }],
        failure: [
          {
            iam_id: outside.person.user.id,
            message: ['The user is not a member of the project.'],
          },
        ],
      });
    }
    const query = { group_id, project_id, join_way: 'normal', query: 'tester' };
    const members = await scene.core.send(listMembers, query);
    expect(members.body).toMatchObject([
      {
        iam_id: id,
        role_id: '6',
        access_level: 20,
        source_id: group_id,
        user_group_id: userGroup.id,
        can_remove: false,
        current_group_member: true,
      },
    ]);
    const removed = await scene.core.send(removeMember, { group_id, user_id: id });
    expect(removed.status).toBe(404);
  });

  it('follows the user group, in what is below too and wherever groups are listed', async () => {
    const project_id = await newProject(scene);
    const tester = await enterProject(scene, 'follower', 6, project_id);
    const hidden = { visibility: 'private' };
    const group_id = await newGroup(scene.core, project_id, { name: 'top', ...hidden });
    await newGroup(scene.core, project_id, { name: 'below', parent_id: group_id, ...hidden });
    await newGroup(scene.core, project_id, { name: 'aside', ...hidden });
    const userGroup = await userGroupOf(scene.core);
    await associate(scene.core, project_id, group_id, userGroup.id);

    async function sees({ core }: Role, expected: boolean): Promise<void> {
      const shown = await core.send(showGroup, { project_id, group_id });
      expect(shown.status).toBe(expected ? 200 : 404);
      const all = namesIn(await core.send(listGroups, { order_by: 'id', sort: 'asc' }));
      expect(all).toEqual(expected ? [['top', 'below'], 2] : [[], 0]);
      const top = namesIn(await core.send(listProject, { project_id }));
      expect(top).toEqual(expected ? [['top'], 1] : [[], 0]);
      const below = await core.send(listChildren, { group_id });
      if (expected) expect(namesIn(below)).toEqual([['below'], 1]);
      else expect(below.status).toBe(404);
      const { body } = await scene.core.send(showGroup, { project_id, group_id });
      expect(body).toMatchObject({ members_count: expected ? 2 : 1 });
      expect(namesIn(await core.send(manageable, { project_id, scope: 'group' }))[1]).toBe(0);
    }

    await sees(tester, false);
    const user_id = tester.person.user.id;
    await join(scene.core, userGroup.id, user_id);
    await sees(tester, true);
    const left = await scene.core.send(leave, { group_id: userGroup.id, user_id });
    expect(left.status).toBe(204);
    await sees(tester, false);
    await join(scene.core, userGroup.id, user_id);
    await sees(tester, true);
    const gone = await scene.core.send(removeUserGroup, { group_id: userGroup.id });
    expect(gone.status).toBe(204);
    await sees(tester, false);
  });

  it('is for those who may add members, and finds groups that are there', async () => {
    const project_id = await newProject(scene);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const tester = await enterProject(scene, 'a tester', 6, project_id);
    const group_id = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const { id: user_group_id } = await userGroupOf(scene.core);
    const path = { project_id, group_id, user_group_id };
    const refused = await developer.core.send(operation, path);
    const lacks = notAllowed('.*lacks the permission repository-member.create');
    expect(refused).toMatchObject({ status: 403, body: lacks });
    const hidden = [group_id, 2_147_483_647].map((id) =>
      tester.core.send(operation, { ...path, group_id: id }),
    );
    expect(alike(await Promise.all(hidden))).toMatchObject({ status: 404, body: noGroup });
    const unknown = await scene.core.send(operation, { ...path, user_group_id: unknownId });
    expect(unknown).toMatchObject({ status: 404, body: noGroup });
    const malformed = await scene.core.send(operation, { ...path, user_group_id: 'x' });
    expect(malformed).toMatchObject({ status: 400, body: badValue('\\[user_group_id\\]') });
  });
});

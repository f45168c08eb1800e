import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject } from '../repo/groups.ts';
import { namesIn } from '../repo/lists.ts';
import { twoLevels } from '../repo/settings.ts';
import { associate, userGroupOf } from '../repo/user-groups.ts';
import { onEveryStore } from '../scene.ts';
import { refused } from './group-members.ts';

const remove = proven('Atelier v1', 'RemoveGroupUserGroup');
const list = operationOf('CodeArtsRepo v4', 'ListGroupUserGroups');
const access = operationOf('Atelier v1', 'ShowGroupAccess');

onEveryStore((scene) => {
  it('takes a user group out of the group that it was put into', async () => {
    const { project_id, top, below } = await twoLevels(scene);
    const tester = await enterProject(scene, 'tester', 6, project_id);
    const group = await userGroupOf(scene.core, tester);
    await associate(scene.core, project_id, top, group.id);
    const roles = async () => {
      const query = { group_id: below, user_id: tester.person.user.id };
      return ((await scene.core.send(access, query)).body as { roles: object[] }).roles;
    };
    expect(await roles()).toMatchObject([
      { source: 'member', source_group_id: top, source_user_group_id: group.id, role_id: 6 },
      { source: 'project', role_id: 6 },
    ]);
    const notThere = refused(404, '\\[user_group_id\\] no such user group was added');
    const path = { user_group_id: group.id };
    expect(await scene.core.send(remove, { group_id: below, ...path })).toMatchObject(notThere);
    expect((await scene.core.send(remove, { group_id: top, ...path })).status).toBe(204);
    expect(namesIn(await scene.core.send(list, { group_id: below }))[1]).toBe(0);
    expect(await roles()).toMatchObject([{ source: 'project' }]);
    expect(await scene.core.send(remove, { group_id: top, ...path })).toMatchObject(notThere);
  });

  it('is for those who may remove members', async () => {
    const { project_id, top } = await twoLevels(scene);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const group = await userGroupOf(scene.core, developer);
    await associate(scene.core, project_id, top, group.id);
    const answer = await developer.core.send(remove, { group_id: top, user_group_id: group.id });
    expect(answer).toMatchObject(refused(403, 'lacks the permission repository-member.delete'));
  });
});

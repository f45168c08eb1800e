import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { deletedGroups, deleteGroup, notDeleted } from './deletions.ts';
import { makeMember, refused } from './group-members.ts';

const restore = proven('Atelier v1', 'RestoreRepositoryGroup');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const showAccess = operationOf('Atelier v1', 'ShowGroupAccess');
const listAudit = operationOf('Atelier v1', 'ListAudit');
const update = operationOf('Atelier v1', 'UpdateRepositoryGroup');

onEveryStore((scene) => {
  it('brings a group back with all below it, its ids, owner and members', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'owner', 4, project_id);
    const member = await enterProject(scene, 'member', 8, project_id);
    const leaver = await enterProject(scene, 'leaver', 8, project_id);
    const hidden = { name: 'a', description: 'x', visibility: 'private' };
    const group_id = await newGroup(owner.core, project_id, hidden);
    const below = await newGroup(owner.core, project_id, { name: 'b', parent_id: group_id });
    for (const who of [member, leaver]) await makeMember(scene.core, group_id, who, 4);
    const shown = async (id: number) =>
      (await member.core.send(showGroup, { project_id, group_id: id })).body;
    const before = [await shown(group_id), await shown(below)];

    await deleteGroup(scene.core, project_id, group_id);
    expect(await shown(below)).toMatchObject({ error_code: 'CH.004404' });
    const remove = operationOf('ProjectMan v4', 'BatchDeleteMembersV4');
    const user_id = leaver.person.user.id;
    await scene.token.send(remove, { project_id }, { user_ids: [user_id] });
    const path = { project_id, group_id };
    const answer = await scene.core.send(restore, path, {});
    expect(answer.body).toEqual({
      id: group_id,
      name: 'a',
      path: 'a',
      restored: 2,
      made_private: 0,
    });
    const fewer = before.map((each) => ({ ...(each as object), members_count: 3 }));
    expect([await shown(group_id), await shown(below)]).toEqual(fewer);
    const access = await scene.core.send(showAccess, { group_id, user_id });
    expect(access.body).toEqual({ roles: [] });
    expect(await deletedGroups(scene.core, project_id)).toEqual([]);
    expect(await scene.core.send(restore, path, {})).toMatchObject(refused(404, notDeleted));
    const resource = `repository-group/${group_id}/restored`;
    const lines = (await scene.core.send(listAudit, { resource })).body;
    expect(lines).toMatchObject({ audit: [{ project_id, outcome: 'success' }] });
  });

  it('refuses a name that was taken, and takes another', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    await deleteGroup(scene.core, project_id, group_id);
    await newGroup(scene.core, project_id, { name: 'A' });
    const path = { project_id, group_id };
    const taken = await scene.core.send(restore, path, {});
    expect(taken).toMatchObject(refused(409, 'named a exists .*; another name can be given'));
    const bad = await scene.core.send(restore, path, { name: 'b.git' });
    expect(bad).toMatchObject(refused(400, '\\[name\\] must be 1 to 256'));
    const answer = await scene.token.send(restore, path, { name: 'c' });
    expect(answer.body).toMatchObject({ name: 'c', path: 'c', restored: 2 });
    const shown = await scene.core.send(showGroup, { project_id, group_id: below });
    expect(shown.body).toMatchObject({ ancestor_names: ['c', 'b'] });
  });

  it('hangs it where its parent is now, or under another where that is gone', async () => {
    const project_id = await newProject(scene);
    const parent = await newGroup(scene.core, project_id, { name: 'a' });
    const group_id = await newGroup(scene.core, project_id, { name: 'b', parent_id: parent });
    await newGroup(scene.core, project_id, { name: 'c', parent_id: group_id });
    const path = { project_id, group_id };
    await deleteGroup(scene.core, project_id, group_id);
    const change = { name: 'd', visibility: 'private' };
    await scene.core.send(update, { group_id: parent }, change);
    const back = await scene.core.send(restore, path, {});
    expect(back.body).toMatchObject({ path: 'd/b', restored: 2, made_private: 1 });

    await deleteGroup(scene.core, project_id, group_id);
    await deleteGroup(scene.core, project_id, parent);
    const early = await scene.core.send(restore, path, {});
    expect(early).toMatchObject(refused(409, '\\[parent_id\\] what it hung under is not there'));
    const nowhere = await scene.core.send(restore, path, { parent_id: parent });
    expect(nowhere).toMatchObject(refused(404, '\\[parent_id\\] there is no such'));
    const top = await scene.core.send(restore, path, { parent_id: 0 });
    expect(top.body).toMatchObject({ path: 'b', restored: 2, made_private: 0 });
  });

  it('is for managers and whoever deleted it, and asks for the right to create', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'maker', 4, project_id);
    const other = await enterProject(scene, 'other', 4, project_id);
    const tester = await enterProject(scene, 'tester', 6, project_id);
    const first = await newGroup(owner.core, project_id, { name: 'a' });
    const second = await newGroup(owner.core, project_id, { name: 'b' });
    await makeMember(owner.core, second, tester, 13);
    await deleteGroup(owner.core, project_id, first);
    await deleteGroup(tester.core, project_id, second);
    const by = ({ core }: typeof owner, group_id: number) =>
      core.send(restore, { project_id, group_id }, {});
    expect(await by(other, first)).toMatchObject(refused(404, notDeleted));
    expect(await by(tester, second)).toMatchObject(
      refused(403, 'lacks the permission repository-group.create'),
    );
    expect((await by(owner, first)).status).toBe(200);
    const manager = await enterProject(scene, 'a manager', 3, project_id);
    expect((await by(manager, second)).status).toBe(200);
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { enterProject, newGroup } from '../repo/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { deletedGroups, deleteGroup, notDeleted } from './deletions.ts';
import { makeMember, refused } from './group-members.ts';

const purge = proven('Atelier v1', 'PurgeRepositoryGroup');
const restore = operationOf('Atelier v1', 'RestoreRepositoryGroup');

onEveryStore((scene) => {
  it('ends the time in which a group can be restored, and leaves nothing of it', async () => {
    const project_id = await newProject(scene);
    const member = await enterProject(scene, 'member', 8, project_id);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const below = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    const other = await newGroup(scene.core, project_id, { name: 'c' });
    await makeMember(scene.core, below, member, 4);
    await makeMember(scene.core, other, member, 4);
    await deleteGroup(scene.core, project_id, other);
    await deleteGroup(scene.core, project_id, group_id);
    const path = { project_id, group_id };
    const answer = await scene.core.send(purge, path);
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(await deletedGroups(scene.core, project_id)).toMatchObject([{ id: other }]);
    for (const again of [
      await scene.token.send(purge, path),
      await scene.token.send(restore, path, {}),
    ]) {
      expect(again).toMatchObject(refused(404, notDeleted));
    }
    expect((await scene.core.send(restore, { project_id, group_id: other }, {})).status).toBe(200);
  });

  it('is for managers and whoever deleted it', async () => {
    const project_id = await newProject(scene);
    const owner = await enterProject(scene, 'owner', 4, project_id);
    const other = await enterProject(scene, 'other', 4, project_id);
    const group_id = await newGroup(owner.core, project_id, { name: 'a' });
    await deleteGroup(owner.core, project_id, group_id);
    const path = { project_id, group_id };
    expect(await other.core.send(purge, path)).toMatchObject(refused(404, notDeleted));
    expect((await owner.core.send(purge, path)).status).toBe(204);
  });
});

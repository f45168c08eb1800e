import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newGroup } from '../build/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { deleteTaskGroup, notDeleted } from './deletions.ts';
import { refused } from './group-members.ts';

const purge = proven('Atelier v1', 'PurgeBuildTaskGroup');
const restore = operationOf('Atelier v1', 'RestoreBuildTaskGroup');

onEveryStore((scene) => {
  it('ends the time in which a group can be restored', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'a');
    const path = { project_id, group_id };
    expect(await scene.core.send(purge, path)).toMatchObject(refused(404, notDeleted));
    await deleteTaskGroup(scene.core, project_id, group_id);
    const other = await newProject(scene);
    const elsewhere = await scene.core.send(purge, { project_id: other, group_id });
    expect(elsewhere).toMatchObject(refused(404, notDeleted));
    expect((await scene.core.send(purge, path)).status).toBe(204);
    expect(await scene.token.send(restore, path, {})).toMatchObject(refused(404, notDeleted));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { binOf, recycledTask } from './recycle-bin.ts';
import { newTask, noTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'DeleteRecyclingJobs');
const restore = operationOf('CodeArtsBuild v3', 'RestoreRecyclingJobs');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('deletes for good through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await recycledTask(scene.core, project_id, 'a');
    const other = await recycledTask(scene.core, project_id, 'b');
    const answer = await scene[way].send(operation, {}, { job_ids: [job_id] });
    expect(answer).toMatchObject({ status: 200, body: { status: 'success' } });
    expect(await binOf(scene.core, project_id)).toEqual([other]);
    expect(await scene.core.send(restore, {}, { job_ids: [job_id] })).toMatchObject(noTask());
  });

  it('deletes nothing but what is in the recycle bin, all or nothing', async () => {
    const project_id = await newProject(scene);
    const there = await newTask(scene.core, project_id, 'there');
    const binned = await recycledTask(scene.core, project_id, 'a');
    for (const job_ids of [
      [binned, there],
      [binned, unknownId],
    ]) {
      expect(await scene.core.send(operation, {}, { job_ids })).toMatchObject(noTask());
    }
    expect(await binOf(scene.core, project_id)).toEqual([binned]);
    expect(await tasksOf(scene.core, project_id)).toHaveLength(1);
  });

  it('refuses a list without tasks', async () => {
    const answer = await scene.core.send(operation, {}, { job_ids: [] });
    const reason = '\\[job_ids\\] must be a list of 1 to 100 build task IDs';
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup } from './groups.ts';
import { binOf, recycledTask } from './recycle-bin.ts';
import { configOf, newTask, noTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'RestoreRecyclingJobs');
const deleteTask = operationOf('CodeArtsBuild v3', 'DeleteTheJob');
const deleteGroup = operationOf('CodeArtsBuild v3', 'DeleteGroup');
const follow = operationOf('CodeArtsBuild v3', 'AddFavouriteTask');
const setKeepTime = operationOf('CodeArtsBuild v3', 'SetKeepTime');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('restores a task whole through the %s', async (way) => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'group');
    const job_id = await newTask(scene.core, project_id, 'a', { group_id, flavor: '2u8g' });
    await scene.core.send(follow, { job_id });
    const before = [await configOf(scene.core, job_id), await tasksOf(scene.core, project_id)];
    await scene.core.send(deleteTask, { job_id });
    const answer = await scene[way].send(operation, {}, { job_ids: [job_id] });
    expect(answer).toMatchObject({ status: 200, body: { error: null, status: 'success' } });
    const after = [await configOf(scene.core, job_id), await tasksOf(scene.core, project_id)];
    expect(after).toEqual(before);
    expect(await binOf(scene.core, project_id)).toEqual([]);
    expect(await scene[way].send(operation, {}, { job_ids: [job_id] })).toMatchObject(noTask());
  });

  it('restores a task ungrouped whose group has gone', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'group');
    const job_id = await recycledTask(scene.core, project_id, 'a', { group_id });
    await scene.core.send(deleteGroup, { project_id, id: group_id });
    await scene.core.send(operation, {}, { job_ids: [job_id] });
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ id: job_id, group_id: null }]);
  });

  it('restores all or nothing where a name is taken', async () => {
    const project_id = await newProject(scene);
    const one = await recycledTask(scene.core, project_id, 'a');
    const other = await recycledTask(scene.core, project_id, 'b');
    const twin = await recycledTask(scene.core, project_id, 'b');
    await newTask(scene.core, project_id, 'a');
    for (const [job_ids, name] of [
      [[other, one], 'a'],
      [[other, twin], 'b'],
    ] as const) {
      const answer = await scene.core.send(operation, {}, { job_ids });
      const taken = `\\[job_name\\] a build task named ${name} exists in the project already`;
      expect(answer).toMatchObject({ status: 400, body: invalidParam(taken) });
    }
    expect(await tasksOf(scene.core, project_id)).toHaveLength(1);
    expect((await scene.core.send(operation, {}, { job_ids: [twin] })).status).toBe(200);
  });

  it('tells a task that is unknown, hidden, not deleted or gone alike', async () => {
    const project_id = await newProject(scene);
    const there = await newTask(scene.core, project_id, 'there');
    const binned = await recycledTask(scene.core, project_id, 'a');
    const outsider = await scene.enter('outsider');
    const answers = [
      await scene.core.send(operation, {}, { job_ids: [binned, unknownId] }),
      await scene.core.send(operation, {}, { job_ids: [there] }),
      await outsider.core.send(operation, {}, { job_ids: [binned] }),
    ];
    await scene.core.send(setKeepTime, {}, { keep_time: 1 });
    scene.now += 24 * 3600_000;
    answers.push(await scene.core.send(operation, {}, { job_ids: [binned] }));
    expect(alike(answers)).toMatchObject(noTask());
  });

  it('refuses those who may not delete the task', async () => {
    const project_id = await newProject(scene);
    const viewer = await scene.enter('viewer', { role: 8, in: project_id });
    const job_ids = [await recycledTask(scene.core, project_id, 'a')];
    const lacks = invalidParam('.* lacks the permission build-task.delete');
    const answer = await viewer.core.send(operation, {}, { job_ids });
    expect(answer).toMatchObject({ status: 403, body: lacks });
  });
});

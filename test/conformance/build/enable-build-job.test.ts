import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badTaskId, newTask, noTaskOfV3, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'EnableBuildJob');
const disable = operationOf('CodeArtsBuild v3', 'DisableBuildJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('switches on through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    await scene.core.send(disable, { job_id });
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ disabled: true }]);
    const answer = await scene[way].send(operation, { job_id });
    expect(answer.body).toEqual({ status: 'success' });
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ disabled: false }]);
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', async () => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    const outsider = await scene.enter('outsider');
    const answers = [
      await scene.core.send(operation, { job_id: unknownId }),
      await scene.token.send(operation, { job_id: unknownId }),
      await outsider.core.send(operation, { job_id }),
    ];
    expect(alike(answers)).toMatchObject(noTaskOfV3);
    expect(await scene.core.send(operation, { job_id: 'a' })).toMatchObject(badTaskId);
  });
});

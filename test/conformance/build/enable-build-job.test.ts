import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask, noTaskOfV3, tasksOf } from './tasks.ts';

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

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation, noTaskOfV3));
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask, noTaskOfV3, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'DisableBuildJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('switches off through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const answer = await scene[way].send(operation, { job_id });
    expect(answer.body).toEqual({ status: 'success' });
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ disabled: true }]);
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation, noTaskOfV3));
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { configOf, expectNoTask, newTask, noTaskOfV3 } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ListJobConfig');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('answers the body of the creation to the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a', { flavor: '2u8g' });
    const answer = await scene[way].send(operation, { job_id: job_id.toUpperCase() });
    expect(answer.body).toEqual({
      result: await configOf(scene.core, job_id),
      error: null,
      status: 'success',
    });
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation, noTaskOfV3));
});

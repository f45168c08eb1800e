import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowCopyName');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('gives the %s a name that is free', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a_b');
    const named = async () => {
      const answer = await scene[way].send(operation, { job_id });
      expect(answer.body).toMatchObject({ error: null, status: 'success' });
      return (answer.body as { result: string }).result;
    };
    expect(await named()).toBe('a_b-copy');
    await newTask(scene.core, project_id, 'aXb-copy');
    expect(await named()).toBe('a_b-copy');
    await newTask(scene.core, project_id, 'a_b-copy');
    expect(await named()).toBe('a_b-copy-2');
    await newTask(scene.core, project_id, 'a_b-copy-2');
    expect(await named()).toBe('a_b-copy-3');
  });

  it('gives a name that a task may have where the original has the longest', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, '组'.repeat(115));
    const answer = await scene.core.send(operation, { job_id });
    await newTask(scene.core, project_id, (answer.body as { result: string }).result);
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

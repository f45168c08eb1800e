import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowDisable');
const disable = operationOf('CodeArtsBuild v3', 'DisableTheJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('tells the %s who disabled a task, and why', async (way) => {
    const project_id = await newProject(scene);
    const developer = await scene.enter(`developer-${way}`, { role: 4, in: project_id });
    const job_id = await newTask(scene.core, project_id, 'a');
    const enabled = await scene[way].send(operation, { job_id });
    expect(enabled.body).toEqual({ result: null, error: null, status: 'success' });
    await developer.core.send(disable, { job_id }, { disabled: true, reason: 'moved' });
    expect((await scene[way].send(operation, { job_id })).body).toEqual({
      result: {
        forbiddener: `developer-${way}`,
        reson: 'moved',
        disabled: 1,
        job_id,
        job_name: 'a',
        forbidden_time: scene.now,
      },
      error: null,
      status: 'success',
    });
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

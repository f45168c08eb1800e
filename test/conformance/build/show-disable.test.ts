import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badTaskId, newTask, noTask } from './tasks.ts';

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

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', async () => {
    const job_id = await newTask(scene.core, await newProject(scene), 'a');
    const outsider = await scene.enter('outsider');
    const answers = [
      await scene.core.send(operation, { job_id: unknownId }),
      await scene.token.send(operation, { job_id: unknownId }),
      await outsider.core.send(operation, { job_id }),
    ];
    expect(alike(answers)).toMatchObject(noTask());
    expect(await scene.core.send(operation, { job_id: 'a' })).toMatchObject(badTaskId);
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { badTaskId, configOf, newTask, noTaskOfV3 } from './tasks.ts';

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

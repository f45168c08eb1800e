import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { configOf, jobIdIn, newTask, noTaskOfV3, smallest } from './tasks.ts';

const updateTask = proven('CodeArtsBuild v3', 'UpdateBuildJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('changes a task through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a', { flavor: '2u8g' });
    const steps = [{ module_id: 'm', name: 's', version: '1', enable: true, properties: {} }];
    const body = { project_id, job_id, job_name: 'b', arch: 'arm', steps };
    const answer = await scene[way].send(updateTask, {}, body);
    expect(answer.body).toEqual({ result: { job_id }, error: null, status: 'success' });
    const changed = { project_id, job_name: 'b', arch: 'arm', steps };
    expect(await configOf(scene.core, job_id)).toMatchObject({ ...changed, flavor: '2u8g' });
  });

  it('tells a task that is unknown, elsewhere or hidden alike', async () => {
    const project_id = await newProject(scene);
    const here = await newTask(scene.core, project_id, 'a');
    const elsewhere = await newTask(scene.core, await newProject(scene), 'a');
    const send = (client: typeof scene.core, job_id: string) =>
      client.send(updateTask, {}, { ...smallest, project_id, job_id, job_name: 'b' });
    const outsider = await scene.enter('outsider of UpdateBuildJob');
    const answers = [
      await send(scene.core, unknownId),
      await send(scene.core, elsewhere),
      await send(outsider.core, here),
    ];
    expect(alike(answers)).toMatchObject(noTaskOfV3);
    const bad = await scene.core.send(updateTask, {}, { ...smallest, project_id, job_name: 'b' });
    expect(bad).toMatchObject({ status: 400 });
    expect(bad).not.toMatchObject({ body: invalidParam('') });
    expect(jobIdIn(await send(scene.core, here))).toBe(here);
  });
});

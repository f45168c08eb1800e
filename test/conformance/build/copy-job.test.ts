import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup } from './groups.ts';
import { configOf, jobIdIn, newTask, noTask, smallest, tasksOf } from './tasks.ts';

const copyTask = proven('CodeArtsBuild v3', 'CopyJob');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'copies what the body leaves out through the %s',
    async (way) => {
      const project_id = await newProject(scene);
      const group_id = await newGroup(scene.core, project_id, 'g');
      const timeout = { limit: '4', unit: 'hour' };
      const original = { group_id, timeout, flavor: '2u8g', host_type: 'devcloud' };
      const copy_job_id = await newTask(scene.core, project_id, 'a', original);
      const before = await configOf(scene.core, copy_job_id);
      const body = { ...smallest, project_id, copy_job_id, job_name: 'b', flavor: '4u8g' };
      const job_id = jobIdIn(await scene[way].send(copyTask, {}, body));
      expect(job_id).not.toBe(copy_job_id);
      const copied = { ...before, job_name: 'b', flavor: '4u8g' };
      expect(await configOf(scene.core, job_id)).toEqual(copied);
      expect(await configOf(scene.core, copy_job_id)).toEqual(before);
    },
  );

  it('refuses, and copies nothing', async () => {
    const project_id = await newProject(scene);
    const copy_job_id = await newTask(scene.core, project_id, 'a');
    const good = { ...smallest, project_id, copy_job_id, job_name: 'b' };
    for (const [wrong, reason] of [
      [{ job_name: 'a' }, '\\[job_name\\] a build task named a exists'],
      [{ job_name: 'a b' }, '\\[job_name\\] must be 1 to 115'],
      [{ copy_job_id: 'a' }, '\\[copy_job_id\\] must be the 32'],
      [{ steps: undefined }, '\\[steps\\] is required'],
    ] as const) {
      const answer = await scene.core.send(copyTask, {}, { ...good, ...wrong });
      expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    }
    const outsider = await scene.enter('outsider');
    const elsewhere = await newTask(scene.core, await newProject(scene), 'a');
    const answers = [
      await scene.core.send(copyTask, {}, { ...good, copy_job_id: unknownId }),
      await scene.core.send(copyTask, {}, { ...good, copy_job_id: elsewhere }),
      await outsider.core.send(copyTask, {}, good),
    ];
    expect(alike(answers)).toMatchObject(noTask());
    expect(await tasksOf(scene.core, project_id)).toHaveLength(1);
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup } from './groups.ts';
import { configOf, jobIdIn, newTask, noTask, smallest, tasksOf } from './tasks.ts';

const updateTask = proven('CodeArtsBuild v3', 'UpdateNewJob');

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

  it('leaves what the body leaves out as it is, and takes what Terraform sends', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'g');
    const scms = [{ url: 'u', scm_type: 'codehub' }];
    const timeout = { limit: '4', unit: 'hour' };
    const job_id = await newTask(scene.core, project_id, 'a', { group_id, scms, timeout });
    const same = { ...smallest, project_id, job_id, job_name: 'a' };
    jobIdIn(await scene.core.send(updateTask, {}, same));
    expect(await configOf(scene.core, job_id)).toMatchObject({ group_id, timeout, scms });
    const later = { limit: '5', unit: 'minute' };
    jobIdIn(await scene.core.send(updateTask, {}, { ...same, group_id: '', timeout: later }));
    expect(await configOf(scene.core, job_id)).toMatchObject({ group_id: null, timeout: later });
    const other = await newGroup(scene.core, project_id, 'other');
    jobIdIn(await scene.core.send(updateTask, {}, { ...same, group_id: other }));
    expect(await tasksOf(scene.core, project_id)).toMatchObject([{ group_path_id: other }]);
  });

  it('refuses what creation refuses, and changes nothing', async () => {
    const project_id = await newProject(scene);
    await newTask(scene.core, project_id, 'taken');
    const job_id = await newTask(scene.core, project_id, 'a');
    const before = await configOf(scene.core, job_id);
    for (const [wrong, reason] of [
      [{ job_name: 'taken' }, '\\[job_name\\] a build task named taken exists'],
      [{ job_name: '' }, '\\[job_name\\] must be 1 to 115'],
      [{ steps: [{ module_id: 'm', name: '' }] }, '\\[steps\\[0\\].name\\] must be 1 to 128'],
      [{ group_id: unknownId }, '\\[group_id\\] there is no such build task group'],
    ] as const) {
      const body = { ...smallest, project_id, job_id, job_name: 'b', ...wrong };
      const answer = await scene.core.send(updateTask, {}, body);
      expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    }
    expect(await configOf(scene.core, job_id)).toEqual(before);
  });

  it('lets a creator change their task whatever their role, and nobody else', async () => {
    const project_id = await newProject(scene);
    const maker = await scene.enter('maker', { role: 4, in: project_id });
    const job_id = await newTask(maker.core, project_id, 'a');
    const { server } = scene.world;
    await server.data.store.write(({ projects }) =>
      projects.updateMember(scene.world.domainId, project_id, maker.person.user.id, 8),
    );
    const body = { ...smallest, project_id, job_id, job_name: 'b' };
    jobIdIn(await maker.core.send(updateTask, {}, body));
    const viewer = await scene.enter('viewer', { role: 8, in: project_id });
    const answer = await viewer.core.send(updateTask, {}, body);
    const reason = '.* because the role Viewer lacks the permission build-task.edit';
    expect(answer).toMatchObject({ status: 403, body: invalidParam(reason) });
  });

  it('tells a task that is unknown, elsewhere or hidden alike', async () => {
    const project_id = await newProject(scene);
    const here = await newTask(scene.core, project_id, 'a');
    const elsewhere = await newTask(scene.core, await newProject(scene), 'a');
    const send = (client: typeof scene.core, job_id: string) =>
      client.send(updateTask, {}, { ...smallest, project_id, job_id, job_name: 'b' });
    const outsider = await scene.enter('outsider of UpdateNewJob');
    const answers = [
      await send(scene.core, unknownId),
      await send(scene.core, elsewhere),
      await send(outsider.core, here),
    ];
    expect(alike(answers)).toMatchObject(noTask());
    const bad = await scene.core.send(updateTask, {}, { ...smallest, project_id, job_name: 'b' });
    expect(bad).toMatchObject({ status: 400 });
    expect(bad).not.toMatchObject({ body: invalidParam('') });
    expect(jobIdIn(await send(scene.core, here))).toBe(here);
  });
});

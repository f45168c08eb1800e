import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowJobInfo');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('tells of a task to the %s', async (way) => {
    const project_id = await newProject(scene);
    const scms = [{ url: 'u', scm_type: 'codehub' }];
    const id = await newTask(scene.core, project_id, 'a', { scms });
    const answer = await scene[way].send(operation, { job_id: id });
    expect(answer.body).toEqual({
      result: {
        id,
        project_id,
        project_permission_switch: true,
        build_time: null,
        charge_time: null,
        create_time: scene.now,
        disabled: false,
        favorite: false,
        source_code: 'codehub',
        running_status: null,
        new_build: true,
        job_name: 'a',
        is_copy: true,
        is_delete: true,
        is_execute: true,
        is_forbidden: true,
        is_manager: true,
        is_modify: true,
        is_view: true,
        last_build_status: 'none',
        last_build_time: null,
        health_score: null,
      },
      error: null,
      status: 'success',
    });
  });

  it('tells everybody their own rights', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const viewer = await scene.enter('viewer', { role: 8, in: project_id });
    expect((await viewer.core.send(operation, { job_id })).body).toMatchObject({
      result: { is_view: true, is_modify: false, is_delete: false, is_manager: false },
    });
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    expect((await developer.core.send(operation, { job_id })).body).toMatchObject({
      result: { is_view: true, is_modify: true, is_delete: true, is_manager: false },
    });
    const own = await newTask(developer.core, project_id, 'own');
    expect((await developer.core.send(operation, { job_id: own })).body).toMatchObject({
      result: { is_manager: true },
    });
    const tester = await scene.enter('tester', { role: 6, in: project_id });
    expect((await tester.core.send(operation, { job_id })).status).toBe(403);
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

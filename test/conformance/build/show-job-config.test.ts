import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowJobConfig');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('answers the body of the creation to the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a', { flavor: '2u8g' });
    const answer = await scene[way].send(operation, { job_id: job_id.toUpperCase() });
    expect(answer.body).toEqual({
      result: {
        arch: 'x86-64',
        project_id,
        job_name: 'a',
        auto_update_sub_module: 'false',
        flavor: '2u8g',
        parameters: [],
        group_id: null,
        timeout: null,
        scms: [],
        steps: [],
        host_type: null,
        build_config_type: null,
        build_if_code_updated: false,
        triggers: [],
      },
      error: null,
      status: 'success',
    });
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

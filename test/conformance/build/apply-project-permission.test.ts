import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { permit, rightsOf } from './task-permissions.ts';
import { newTask, noTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ApplyProjectPermission');
const showInfo = operationOf('CodeArtsBuild v3', 'ShowJobInfo');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('switches through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const before = await rightsOf(scene.core, job_id, 8);
    for (const project_switch of [false, false, true, true]) {
      const answer = await scene[way].send(operation, {}, { project_id, job_id, project_switch });
      expect(answer.body).toEqual({ result: null, error: null, status: 'success' });
      const { body } = await scene.core.send(showInfo, { job_id });
      expect(body).toMatchObject({ result: { project_permission_switch: project_switch } });
      expect(await rightsOf(scene.core, job_id, 8)).toEqual(before);
    }
    await permit(scene.core, job_id, 8, { is_delete: true });
    await scene[way].send(operation, {}, { job_id, project_switch: true });
    expect(await rightsOf(scene.core, job_id, 8)).toEqual(before);
  });

  it('refuses what says nothing, and tells unknown and hidden tasks alike', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const answer = await scene.core.send(operation, {}, { job_id });
    const reason = '\\[project_switch\\] is required and must be true or false';
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    const outsider = await scene.enter('outsider');
    const answers = [
      await scene.core.send(operation, {}, { job_id: unknownId, project_switch: true }),
      await scene.core.send(operation, {}, { job_id, project_id: unknownId, project_switch: true }),
      await outsider.core.send(operation, {}, { job_id, project_switch: true }),
    ];
    expect(alike(answers)).toMatchObject(noTask());
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, beginning, newProject, onEveryStore, unknownId } from '../scene.ts';
import { allRights, permit } from './task-permissions.ts';
import { newTask, noTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowProjectJobPermission');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('shows what one may do through the %s', async (way) => {
    scene.now = beginning;
    const project_id = await newProject(scene);
    const developer = await scene.enter(`developer-${way}`, { role: 4, in: project_id });
    const job_id = await newTask(scene.core, project_id, 'a');
    await permit(scene.core, job_id, 4, { is_delete: false });
    const time = 'Jan 2, 2026 11:04:05 AM';
    const times = { job_id, create_time: time, last_update_time: time, count: 0 };
    const answer = await developer[way].send(operation, { project_id, job_id });
    const rights = { ...allRights, is_delete: false, is_manager: false };
    expect(answer.body).toEqual({ result: { role_id: 4, ...rights, ...times }, status: 'success' });
    const own = await newTask(developer.core, project_id, 'b');
    const ofOwn = await developer[way].send(operation, { project_id, job_id: own });
    expect(ofOwn.body).toMatchObject({ result: { role_id: 4, ...allRights } });
    const ofRoot = await scene[way].send(operation, { project_id, job_id });
    expect(ofRoot.body).toMatchObject({ result: { role_id: -1, ...allRights } });
  });

  it('tells a task that is unknown, elsewhere or hidden alike', async () => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    const outsider = await scene.enter('outsider');
    const answers = [
      await scene.core.send(operation, { project_id, job_id: unknownId }),
      await scene.core.send(operation, { project_id: await newProject(scene), job_id }),
      await outsider.core.send(operation, { project_id, job_id }),
    ];
    expect(alike(answers)).toMatchObject(noTask());
  });
});

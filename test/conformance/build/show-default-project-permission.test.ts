import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore, unknownId } from '../scene.ts';
import { allRights, permit } from './task-permissions.ts';
import { newTask, noTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowDefaultProjectPermission');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('shows what the project says through the %s', async (way) => {
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    await permit(scene.core, job_id, 4, { is_delete: false });
    const answer = await scene[way].send(operation, { project_id, job_id });
    expect(answer.body).toMatchObject({ error: null, status: 'success' });
    const { result } = answer.body as { result: { role_id: number }[] };
    const developer = { role_id: 4, role_name: 'Developer', ...allRights, is_manager: false };
    expect(result.find(({ role_id }) => role_id === 4)).toEqual(developer);
    expect(result).toHaveLength(12);
  });

  it('tells no task where there is none', async () => {
    const project_id = await newProject(scene);
    const answer = await scene.core.send(operation, { project_id, job_id: unknownId });
    expect(answer).toMatchObject(noTask());
  });
});

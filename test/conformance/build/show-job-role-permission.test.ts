import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { beginning, newProject, onEveryStore } from '../scene.ts';
import { allRights, permit } from './task-permissions.ts';
import { expectNoTask, newTask } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ShowJobRolePermission');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('shows every role through the %s', async (way) => {
    scene.now = beginning;
    const project_id = await newProject(scene);
    const job_id = await newTask(scene.core, project_id, 'a');
    // 2026-01-02 11:04:05 at +0800.
    const created = 'Jan 2, 2026 11:04:05 AM';
    scene.now += 13 * 3600_000;
    await permit(scene.core, job_id, 8, { is_copy: true });
    const answer = await scene[way].send(operation, { job_id });
    const { result } = answer.body as { result: { role_id: number }[] };
    const ids = result.map(({ role_id }) => role_id);
    expect(ids.toSorted((a, b) => a - b)).toEqual([-3, -1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const none = Object.fromEntries(Object.keys(allRights).map((right) => [right, false]));
    const times = { job_id, create_time: created, count: 0, id: expect.any(Number) };
    expect(result).toContainEqual({
      ...{ ...times, last_update_time: 'Jan 3, 2026 12:04:05 AM' },
      ...{ ...none, role_id: 8, role_name: 'Viewer', is_view: true, is_copy: true },
    });
    expect(result).toContainEqual({
      ...{ ...times, last_update_time: created },
      ...{ ...allRights, role_id: -3, role_name: 'Task creator' },
    });
  });

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

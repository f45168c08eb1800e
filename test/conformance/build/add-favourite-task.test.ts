import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'AddFavouriteTask');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'makes a favourite of the caller alone, by the %s',
    async (way) => {
      const project_id = await newProject(scene);
      const job_id = await newTask(scene.core, project_id, 'a');
      await newTask(scene.core, project_id, 'b');
      const viewer = await scene.enter(`viewer by ${way}`, { role: 8, in: project_id });
      for (const _twice of [1, 2]) {
        const answer = await viewer[way].send(operation, { job_id });
        expect(answer.body).toEqual({ result: { favorite: true }, error: null, status: 'success' });
      }
      const seen = [
        { job_name: 'b', favorite: false },
        { job_name: 'a', favorite: true },
      ];
      expect(await tasksOf(viewer.core, project_id)).toMatchObject(seen);
      const others = [{ favorite: false }, { favorite: false }];
      expect(await tasksOf(scene.core, project_id)).toMatchObject(others);
    },
  );

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { expectNoTask, newTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'RemoverFavouriteTask');
const follow = operationOf('CodeArtsBuild v3', 'AddFavouriteTask');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'ends what the caller alone followed, by the %s',
    async (way) => {
      const project_id = await newProject(scene);
      const job_id = await newTask(scene.core, project_id, 'a');
      const viewer = await scene.enter(`viewer by ${way}`, { role: 8, in: project_id });
      for (const client of [scene.core, viewer.core]) await client.send(follow, { job_id });
      for (const _twice of [1, 2]) {
        const answer = await viewer[way].send(operation, { job_id });
        expect(answer.body).toEqual({
          result: { favorite: false },
          error: null,
          status: 'success',
        });
      }
      expect(await tasksOf(viewer.core, project_id)).toMatchObject([{ favorite: false }]);
      expect(await tasksOf(scene.core, project_id)).toMatchObject([{ favorite: true }]);
    },
  );

  it('tells a task that is unknown or hidden alike, and no task from a malformed id', () =>
    expectNoTask(scene, operation));
});

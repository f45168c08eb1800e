import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { newTask, noTask, tasksOf } from './tasks.ts';

const deleteTasks = proven('CodeArtsBuild v3', 'BatchDeleteBuildJobs');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'deletes tasks of several projects through the %s',
    async (way) => {
      const [one, other] = [await newProject(scene), await newProject(scene)];
      const a = await newTask(scene.core, one, 'a');
      const b = await newTask(scene.core, other, 'b');
      await newTask(scene.core, other, 'beside');
      const job_ids = [b, a.toUpperCase(), b];
      const answer = await scene[way].send(deleteTasks, {}, { job_ids });
      const result = { job_id: b, project_id: other };
      expect(answer.body).toEqual({ result, error: null, status: 'success' });
      expect(await tasksOf(scene.core, one)).toEqual([]);
      expect(await tasksOf(scene.core, other)).toMatchObject([{ job_name: 'beside' }]);
    },
  );

  it('deletes all or nothing', async () => {
    const project_id = await newProject(scene);
    const good = await newTask(scene.core, project_id, 'good');
    const hidden = await newTask(scene.core, await newProject(scene), 'hidden');
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    const answers = [
      await developer.core.send(deleteTasks, {}, { job_ids: [good, unknownId] }),
      await developer.core.send(deleteTasks, {}, { job_ids: [good, hidden] }),
    ];
    expect(alike(answers)).toMatchObject(noTask());
    const viewed = await newProject(scene);
    const others = await newTask(scene.core, viewed, 'of-others');
    await scene.world.join(developer.person, viewed, 8);
    const lacks = invalidParam('.* because the role Viewer lacks the permission build-task.delete');
    const refused = await developer.core.send(deleteTasks, {}, { job_ids: [good, others] });
    expect(refused).toMatchObject({ status: 403, body: lacks });
    expect(await tasksOf(scene.core, project_id)).toHaveLength(1);
  });

  it.each([
    [{}, '\\[body\\] is required'],
    [{ job_ids: null, x: 1 }, '\\[job_ids\\] is required and must be a list of 1 to 100'],
    [{ job_ids: [] }, '\\[job_ids\\] must be a list of 1 to 100'],
    [{ job_ids: Array(101).fill(unknownId) }, '\\[job_ids\\] must be a list of 1 to 100'],
    [{ job_ids: ['a'] }, '\\[job_ids'],
  ])('refuses %#', async (body: object, reason) => {
    const answer = await scene.core.send(deleteTasks, {}, body);
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });
});

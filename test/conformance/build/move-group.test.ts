import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup, noProject } from './groups.ts';
import { newTask, noTask, tasksOf } from './tasks.ts';

const moveTasks = proven('CodeArtsBuild v3', 'MoveGroup');

onEveryStore((scene) => {
  const groupsOf = async (project_id: string) =>
    Object.fromEntries(
      (await tasksOf(scene.core, project_id)).map((each) => [each.job_name, each.group_path_id]),
    );

  it.each(['core', 'token'] as const)(
    'moves in the order of the request through the %s',
    async (way) => {
      const project_id = await newProject(scene);
      const a = await newGroup(scene.core, project_id, 'a');
      const b = await newGroup(scene.core, project_id, 'b', a);
      const [one, two, stays] = [
        await newTask(scene.core, project_id, 'one'),
        await newTask(scene.core, project_id, 'two', { group_id: a }),
        await newTask(scene.core, project_id, 'stays'),
      ];
      const jobs = [
        { job_id: two, job_name: 'any' },
        { job_id: one },
        { job_id: two.toUpperCase() },
      ];
      const path = `${a}.${b}`;
      const answer = await scene[way].send(moveTasks, { project_id }, { group_id: b, jobs });
      expect(answer.body).toEqual({
        result: [two, one, two].map((job_id) => ({ job_id, group_path_id: path })),
        error: null,
        status: 'success',
      });
      expect(await groupsOf(project_id)).toEqual({ one: path, two: path, stays: null });
      expect(stays).not.toBe(one);
    },
  );

  it.each([{}, { group_id: '' }, { group_id: null }])('ungroups with %j', async (to: object) => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'a');
    const job_id = await newTask(scene.core, project_id, 'one', { group_id });
    const answer = await scene.core.send(moveTasks, { project_id }, { ...to, jobs: [{ job_id }] });
    expect(answer.body).toMatchObject({ result: [{ job_id, group_path_id: null }] });
    expect(await groupsOf(project_id)).toEqual({ one: null });
  });

  it('moves all or nothing, and tells tasks that are unknown and elsewhere alike', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'a');
    const good = await newTask(scene.core, project_id, 'good');
    const elsewhere = await newTask(scene.core, await newProject(scene), 'elsewhere');
    const answers = await Promise.all(
      [unknownId, elsewhere].map((bad) => {
        const jobs = [{ job_id: good }, { job_id: bad }];
        return scene.core.send(moveTasks, { project_id }, { group_id, jobs });
      }),
    );
    expect(alike(answers)).toMatchObject(noTask());
    expect(await groupsOf(project_id)).toEqual({ good: null });
  });

  it.each([
    [{}, '\\[jobs\\] is required and must be a list of 1 to 100'],
    [{ jobs: [] }, '\\[jobs\\] must be a list of 1 to 100'],
    [{ jobs: Array(101).fill({ job_id: unknownId }) }, '\\[jobs\\] must be a list of 1 to 100'],
    [{ jobs: [{}] }, '\\[jobs\\[0\\].job_id\\] is required'],
    [{ jobs: [{ job_id: 'a' }] }, '\\[jobs\\[0\\].job_id\\] must be the 32'],
    [{ group_id: 'a', jobs: [{ job_id: unknownId }] }, '\\[group_id\\] must be the 32'],
    [{ group_id: unknownId, jobs: [{ job_id: unknownId }] }, '\\[group_id\\] there is no such'],
  ])('refuses %#', async (body: object, reason) => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.core.send(moveTasks, { project_id }, body);
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(moveTasks, { project_id }, { jobs: [{ job_id: unknownId }] }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup, noProject } from './groups.ts';
import { newTask, tasksOf } from './tasks.ts';

const listTasks = proven('CodeArtsBuild v3', 'ListProjectJobs');
const updateGroup = operationOf('CodeArtsBuild v3', 'UpdateJobGroup');
const deleteGroup = operationOf('CodeArtsBuild v3', 'DeleteGroup');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)(
    'shows a task whole to the %s, in both shapes',
    async (way) => {
      const project_id = await newProject(scene);
      const group_id = await newGroup(scene.core, project_id, 'g');
      const scm = { url: 'u', web_url: 'w', scm_type: 'codehub', repo_id: '7', branch: 'b' };
      const scms = [{ ...scm, build_type: 'branch' }];
      const id = await newTask(scene.core, project_id, 'a', { group_id, scms });
      const answer = await scene[way].send(listTasks, { project_id, page_index: 0, page_size: 10 });
      const { userName } = scene.world;
      const job = {
        id,
        job_name: 'a',
        job_creator: expect.stringMatching(/^[0-9a-f]{32}$/),
        user_name: userName,
        last_build_time: null,
        health_score: null,
        source_code: 'codehub',
        last_build_status: 'none',
        is_finished: true,
        disabled: false,
        favorite: false,
        is_modify: true,
        is_delete: true,
        is_execute: true,
        is_copy: true,
        is_forbidden: true,
        is_view: true,
        last_build_user: null,
        trigger_type: null,
        build_time: null,
        scm_web_url: 'w',
        scm_type: 'codehub',
        repo_id: '7',
        build_project_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        last_job_running_status: null,
        last_build_user_id: null,
        group_id,
        group_path_id: group_id,
      };
      const more = { project_id, nick_name: userName, code_branch: 'b', build_type: 'branch' };
      expect(answer.body).toEqual({
        jobs: [job],
        total: 1,
        result: { total: 1, job_list: [expect.objectContaining({ ...job, ...more })] },
        status: 'success',
      });
    },
  );

  it('pages from 0 on, newest first, and ends', async () => {
    const project_id = await newProject(scene);
    for (const name of ['a', 'b', 'c']) await newTask(scene.core, project_id, name);
    const names = async (values: object) =>
      (await tasksOf(scene.core, project_id, { ...values }))
        .map(({ job_name }) => job_name)
        .join('');
    expect(await names({})).toBe('cba');
    expect(await names({ page_index: 0, page_size: 2 })).toBe('cb');
    expect(await names({ page_index: 1, page_size: 2 })).toBe('a');
    expect(await names({ page_index: 999_999_999, page_size: 100 })).toBe('');
    expect(await names({ sort_order: 'ASC' })).toBe('abc');
    expect(await names({ sort_field: 'job_name', sort_order: 'DESC' })).toBe('cba');
  });

  it('narrows by search, creator and build status', async () => {
    const project_id = await newProject(scene);
    const developer = await scene.enter('Dev-1', { role: 4, in: project_id });
    await newTask(scene.core, project_id, 'Alpha_1');
    await newTask(developer.core, project_id, 'beta');
    const names = async (values: Record<string, string>) =>
      (await tasksOf(scene.core, project_id, values)).map(({ job_name }) => job_name);
    expect(await names({ search: 'alpha_' })).toEqual(['Alpha_1']);
    expect(await names({ search: 'dev-1' })).toEqual(['beta']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ creator_id: developer.person.user.id })).toEqual(['beta']);
    expect(await names({ creator_id: unknownId })).toEqual([]);
    expect(await names({ build_status: 'none' })).toHaveLength(2);
    expect(await names({ build_status: 'blue' })).toEqual([]);
  });

  it('shows a group with all below it, wherever groups are moved, and after they are gone', async () => {
    const project_id = await newProject(scene);
    const a = await newGroup(scene.core, project_id, 'a');
    const b = await newGroup(scene.core, project_id, 'b', a);
    const beside = await newGroup(scene.core, project_id, 'beside');
    for (const [name, group_id] of [
      ['in-a', a],
      ['in-b', b],
      ['in-beside', beside],
    ]) {
      await newTask(scene.core, project_id, name ?? '', { group_id });
    }
    await newTask(scene.core, project_id, 'ungrouped');
    const inGroup = async (group_path_id: string, more = {}) =>
      (await tasksOf(scene.core, project_id, { group_path_id, ...more }))
        .map(({ job_name }) => job_name)
        .sort()
        .join();
    expect(await inGroup(a)).toBe('in-a,in-b');
    expect(await inGroup(`${a}.${b}`.toUpperCase(), { by_group: true })).toBe('in-b');
    expect(await inGroup('', { by_group: true })).toBe('in-a,in-b,in-beside,ungrouped');

    await scene.core.send(updateGroup, { project_id }, { id: b, parent_id: beside });
    expect(await inGroup(a)).toBe('in-a');
    expect(await inGroup(beside)).toBe('in-b,in-beside');
    const paths = async () =>
      Object.fromEntries(
        (await tasksOf(scene.core, project_id)).map((each) => [each.job_name, each.group_path_id]),
      );
    expect(await paths()).toMatchObject({ 'in-b': `${beside}.${b}` });

    await scene.core.send(deleteGroup, { project_id, id: beside });
    expect(await paths()).toEqual({
      'in-a': a,
      'in-b': null,
      'in-beside': null,
      ungrouped: null,
    });
    const gone = await scene.core.send(listTasks, { project_id, group_path_id: b });
    const noGroup = '\\[group_path_id\\] there is no such build task group in the project';
    expect(gone).toMatchObject({ status: 400, body: invalidParam(noGroup) });
  });

  it.each([
    [{ page_index: -1 }, '\\[page_index\\] must be an integer from 0'],
    [{ page_size: 0 }, '\\[page_size\\] must be an integer from 1 to 100'],
    [{ page_size: 101 }, '\\[page_size\\] must be an integer from 1 to 100'],
    [{ sort_field: 'x' }, '\\[sort_field\\] must be one of'],
    [{ sort_order: 'up' }, '\\[sort_order\\] must be one of'],
    [{ build_status: 'green' }, '\\[build_status\\] must be one of'],
    [{ by_group: 'maybe' }, '\\[by_group\\] must be true or false'],
    [{ group_path_id: 'x' }, '\\[group_path_id\\] must be the 32'],
  ])('refuses %j', async (values: Record<string, string | number>, reason) => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.core.send(listTasks, { project_id, ...values });
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(listTasks, { project_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });
});

import { expect, it } from 'vitest';
import { maxTasksPerAccount } from '../../../src/domain/builds/index.ts';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore, unknownId } from '../scene.ts';
import { invalidParam, newGroup, noProject } from './groups.ts';
import { configOf, jobIdIn, newTask, smallest, tasksOf } from './tasks.ts';

const createTask = proven('CodeArtsBuild v3', 'CreateNewJob');

/** Every field that the SDKs send, in the words of the answer. */
const everything = {
  arch: 'arm',
  auto_update_sub_module: 'true',
  flavor: '2u8g',
  host_type: 'devcloud',
  build_config_type: 'ACTION',
  build_if_code_updated: true,
  timeout: { limit: '4', unit: 'hour' },
  parameters: [
    {
      name: 'hudson.model.StringParameterDefinition',
      params: [
        { name: 'name', value: 'codeBranch', limits: [] },
        {
          name: 'defaultValue',
          value: 'master',
          limits: [{ disable: '0', display_name: 'Main', name: 'master' }],
        },
      ],
    },
  ],
  scms: [
    {
      branch: 'master',
      url: 'git@example.com:g/a.git',
      repo_id: '17',
      web_url: 'https://example.com/g/a',
      scm_type: 'codehub',
      is_auto_build: true,
      enable_git_lfs: true,
      build_type: 'branch',
      depth: '1',
      end_point_id: 'e1',
      endpoint_id: 'e1',
      source: 's',
      group_name: 'g',
      repo_name: 'a',
    },
  ],
  steps: [
    {
      module_id: 'devcloud2018.codeci_action_20017.action',
      name: 'Shell 命令 (1)',
      version: '23.3.0',
      enable: false,
      properties: { command: 'echo "\u0000 组"', image: null, nested: { list: [1, true, {}] } },
    },
  ],
  triggers: [
    {
      name: 'hudson.triggers.TimerTrigger',
      parameters: [{ name: 'spec', value: '53 15 * * 1' }],
    },
  ],
};

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('keeps the whole definition through the %s', async (way) => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, 'a');
    const body = { ...everything, project_id, job_name: 'build-任务_1', group_id };
    const answer = await scene[way].send(createTask, {}, body);
    const job_id = jobIdIn(answer);
    expect(job_id).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.body).toEqual({ result: { job_id }, error: null, status: 'success' });
    expect(await configOf(scene.core, job_id)).toEqual(body);
  });

  it('takes the smallest body and gives what is left out its default', async () => {
    const project_id = await newProject(scene);
    const body = {
      project_id: project_id.toUpperCase(),
      job_name: 'a',
      arch: 'x86-64',
      steps: [{ module_id: 'm', name: 's', properties: null }],
      parameters: [{ params: [{ name: 'name', value: 'p' }] }],
      scms: [{ url: 'u', scm_type: 'github', endpoint_id: 'of Terraform' }],
      group_id: '',
    };
    const job_id = jobIdIn(await scene.core.send(createTask, {}, body));
    expect(await configOf(scene.core, job_id)).toMatchObject({
      project_id,
      auto_update_sub_module: 'false',
      flavor: null,
      timeout: null,
      group_id: null,
      build_if_code_updated: false,
      steps: [{ properties: {}, version: null, enable: true }],
      parameters: [{ name: 'hudson.model.StringParameterDefinition' }],
      scms: [{ end_point_id: 'of Terraform', endpoint_id: 'of Terraform', branch: null }],
      triggers: [],
    });
  });

  const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown;
  const step = { module_id: 'm', name: 's' };
  it.each([
    [{ job_name: undefined }, '\\[job_name\\] is required and must be 1 to 115'],
    [{ job_name: '' }, '\\[job_name\\] must be 1 to 115'],
    [{ job_name: 'a b' }, '\\[job_name\\] must be 1 to 115'],
    [{ job_name: 'x'.repeat(116) }, '\\[job_name\\] must be 1 to 115'],
    [{ arch: 'X86' }, '\\[arch\\] must be one of x86-64, arm'],
    [{ steps: undefined }, '\\[steps\\] is required'],
    [{ steps: [{ name: 's' }] }, '\\[steps\\[0\\].module_id\\] is required'],
    [{ steps: [{ ...step, name: 'a\nb' }] }, '\\[steps\\[0\\].name\\] must be 1 to 128'],
    [{ steps: [{ ...step, properties: [] }] }, '\\[steps\\[0\\].properties\\] must be a JSON'],
    [{ steps: [{ ...step, properties: { deep } }] }, '\\[steps\\[0\\].properties\\] must be at m'],
    [{ steps: Array.from({ length: 51 }, () => step) }, '\\[steps\\] must be at most 50 steps'],
    [{ flavor: 'x'.repeat(300_000) }, '\\[body\\] must define the task in at most'],
    [{ scms: [{ url: 'u' }] }, '\\[scms\\[0\\].scm_type\\] is required'],
    [
      { parameters: [{ params: [{ name: 'name', value: 'a-b' }] }] },
      '\\[parameters\\[0\\].params\\] must hold a parameter name',
    ],
    [{ auto_update_sub_module: true }, '\\[auto_update_sub_module\\] must be one of true, false'],
    [{ group_id: 'a' }, '\\[group_id\\] must be the 32 letters and digits'],
    [{ group_id: unknownId }, '\\[group_id\\] there is no such build task group'],
    [{ project_id: 'a' }, '\\[project_id\\] must be the 32'],
  ])('refuses %j', async (wrong: object, reason) => {
    const project_id = await newProject(scene);
    const body = { ...smallest, project_id, job_name: 'a', ...wrong };
    const answer = await scene.core.send(createTask, {}, body);
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
    expect(await tasksOf(scene.core, project_id)).toEqual([]);
  });

  it('has one task of a name in a project, by its letter case', async () => {
    const project_id = await newProject(scene);
    await newTask(scene.core, project_id, 'a');
    const again = await scene.core.send(createTask, {}, { ...smallest, project_id, job_name: 'a' });
    const taken = invalidParam('\\[job_name\\] a build task named a exists in the project already');
    expect(again).toMatchObject({ status: 400, body: taken });
    await newTask(scene.core, project_id, 'A');
    await newTask(scene.core, await newProject(scene), 'a');
    expect(await tasksOf(scene.core, project_id)).toHaveLength(2);
  });

  it('takes no group of another project, and tells it from an unknown one by nothing', async () => {
    const project_id = await newProject(scene);
    const elsewhere = await newGroup(scene.core, await newProject(scene), 'a');
    const answers = await Promise.all(
      [unknownId, elsewhere].map((group_id) =>
        scene.core.send(createTask, {}, { ...smallest, project_id, job_name: 'a', group_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 400 });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(createTask, {}, { ...smallest, project_id, job_name: 'a' }),
    );
    expect(answer).toMatchObject({ status: 403, body: invalidParam(noProject) });
  });

  it('refuses one task more than an account may have', async () => {
    const project_id = await newProject(scene);
    const id = await newTask(scene.core, project_id, 'first');
    const { domainId, server } = scene.world;
    await server.data.store.write(async ({ builds }) => {
      const task = await builds.findTask(domainId, id, '');
      if (!task) throw new Error('the task is gone');
      const there = await builds.countTasks(domainId);
      for (let i = there; i < maxTasksPerAccount; i += 1) {
        await builds.insertTask({ ...task, id: server.data.ids.next(), name: `t${i}` });
      }
    });
    const body = { ...smallest, project_id, job_name: 'one-too-many' };
    const full = invalidParam(`the account has ${maxTasksPerAccount} build tasks already`);
    expect(await scene.core.send(createTask, {}, body)).toMatchObject({ status: 400, body: full });
  }, 60_000);
});

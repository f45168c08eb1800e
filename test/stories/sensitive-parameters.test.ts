import { expect, it } from 'vitest';
import { invalidParam } from '../conformance/build/groups.ts';
import { configOf, jobIdIn, newTask, smallest } from '../conformance/build/tasks.ts';
import { newProject, onEveryStore } from '../conformance/scene.ts';
import { operationOf } from '../strict-answers.ts';

const operation = (id: string) => operationOf('CodeArtsBuild v3', id);
const update = operation('UpdateNewJob');
const updateOfV3 = operation('UpdateBuildJob');
const copy = operation('CopyJob');

const secret = 'a secret of 世界';
const mask = '******';

const parameter = (name: string, defaultValue: string, sensitiveVar = 'true') => ({
  name: 'hudson.model.StringParameterDefinition',
  params: [
    { name: 'name', value: name },
    { name: 'type', value: 'normalparam' },
    { name: 'defaultValue', value: defaultValue },
    { name: 'sensitiveVar', value: sensitiveVar },
  ],
});

onEveryStore((scene) => {
  /** The value that a task's parameter has, as whoever holds the vault reads it. */
  async function storedValue(job_id: string, parameter: string): Promise<string | undefined> {
    const { store, vault } = scene.world.server.data;
    const { domainId } = scene.world;
    const task = await store.read(({ builds }) => builds.findTask(domainId, job_id, ''));
    const found = task?.definition.parameters.find(({ properties }) =>
      properties.some(({ name, value }) => name === 'name' && value === parameter),
    );
    const property = found?.properties.find(({ name }) => name === 'defaultValue');
    expect(property?.value).toBeUndefined();
    const context = `build-task/${job_id}/${parameter}`;
    return property?.sealed && vault.open(Buffer.from(property.sealed, 'base64'), context);
  }

  const bodyOf = (project_id: string, job_id: string, ...parameters: object[]) => ({
    ...smallest,
    ...{ project_id, job_id, job_name: 'a', parameters },
  });

  it('shows a sensitive value nowhere, and keeps it sealed', async () => {
    const project_id = await newProject(scene);
    const parameters = [parameter('password', secret), parameter('open', 'shown', 'false')];
    const job_id = await newTask(scene.core, project_id, 'a', { parameters });
    const body = bodyOf(project_id, job_id, parameter('password', mask), parameter('open', 'now'));
    jobIdIn(await scene.core.send(update, {}, body));
    const diff = { original_no: '0', revisedl_no: '1' };
    for (const [id, values] of [
      ['ShowJobConfig', { job_id }],
      ['ListJobConfig', { job_id }],
      ['ShowJobInfo', { job_id }],
      ['ListUpdateJobHistory', { job_id }],
      ['ShowJobConfigDiff', { job_id, ...diff }],
      ['ListProjectJobs', { project_id, page_index: 0, page_size: 10 }],
      ['ListJob', {}],
    ] as const) {
      const answer = await scene.core.send(operation(id), values);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.text).not.toContain(secret);
    }
    const { parameters: shown } = await configOf(scene.core, job_id);
    expect(JSON.stringify(shown)).toContain(`"defaultValue","value":"${mask}"`);
    const { store } = scene.world.server.data;
    const kept = await store.read(async ({ audit, builds }) => [
      await builds.findTask(scene.world.domainId, job_id, ''),
      await builds.findVersion(job_id, 0),
      await builds.findVersion(job_id, 1),
      await audit.list(scene.world.domainId, {}, { from: 0, below: 1e9 }, 1000),
    ]);
    expect(JSON.stringify(kept)).toContain(job_id);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(await storedValue(job_id, 'password')).toBe(secret);
    expect(await storedValue(job_id, 'open')).toBe('now');
  });

  it.each([update, updateOfV3])('keeps a value that is masked, and takes another', async (way) => {
    const project_id = await newProject(scene);
    const parameters = [parameter('password', secret)];
    const job_id = await newTask(scene.core, project_id, 'a', { parameters });
    const told = await configOf(scene.core, job_id);
    // What a client that changes nothing sends back.
    jobIdIn(await scene.core.send(way, {}, { ...told, job_id, triggers: undefined }));
    expect(await storedValue(job_id, 'password')).toBe(secret);
    jobIdIn(await scene.core.send(way, {}, { ...smallest, project_id, job_id, job_name: 'b' }));
    expect(await storedValue(job_id, 'password')).toBe(secret);
    const other = bodyOf(project_id, job_id, parameter('password', 'another'));
    jobIdIn(await scene.core.send(way, {}, other));
    expect(await storedValue(job_id, 'password')).toBe('another');
  });

  it('seals what was there before a parameter became sensitive, in every version', async () => {
    const project_id = await newProject(scene);
    const parameters = [
      parameter('password', secret, 'false'),
      parameter('open', 'shown', 'false'),
    ];
    const job_id = await newTask(scene.core, project_id, 'a', { parameters });
    const open = parameter('open', 'shown', 'false');
    const body = bodyOf(project_id, job_id, parameter('password', 'another'), open);
    jobIdIn(await scene.core.send(update, {}, body));
    const diff = { job_id, original_no: '0', revisedl_no: '1' };
    const answer = await scene.core.send(operation('ShowJobConfigDiff'), diff);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.text).not.toContain(secret);
    const { store } = scene.world.server.data;
    const first = await store.read(({ builds }) => builds.findVersion(job_id, 0));
    expect(JSON.stringify(first)).not.toContain(secret);
    expect(JSON.stringify(first)).toContain('"value":"shown"');
    expect(await storedValue(job_id, 'password')).toBe('another');
  });

  it('copies a value with its task, sealed anew', async () => {
    const project_id = await newProject(scene);
    const parameters = [parameter('password', secret)];
    const copy_job_id = await newTask(scene.core, project_id, 'a', { parameters });
    const { steps, arch } = smallest;
    for (const [job_name, more] of [
      ['as-it-is', {}],
      ['masked', { parameters: [parameter('password', mask)] }],
    ] as const) {
      const body = { steps, arch, project_id, copy_job_id, job_name, ...more };
      const job_id = jobIdIn(await scene.core.send(copy, {}, body));
      expect(await storedValue(job_id, 'password')).toBe(secret);
    }
  });

  it('refuses masks that stand for nothing, and sensitive lists', async () => {
    const project_id = await newProject(scene);
    const parameters = [parameter('password', secret)];
    const job_id = await newTask(scene.core, project_id, 'a', { parameters });
    const listed = parameter('password', 'a');
    Object.assign(listed.params[2] ?? {}, { limits: [{ disable: '0', name: 'a' }] });
    for (const [sent, reason] of [
      [parameter('other', mask), 'a value, for there is none to be kept'],
      [parameter('password', mask, 'false'), 'the value itself where it is sensitive no longer'],
      [listed, 'no list of values where it is sensitive'],
    ] as const) {
      const answer = await scene.core.send(update, {}, bodyOf(project_id, job_id, sent));
      const body = invalidParam(`\\[parameters\\[0\\].params\\] must hold ${reason}`);
      expect(answer).toMatchObject({ status: 400, body });
    }
    expect(await storedValue(job_id, 'password')).toBe(secret);
    const create = operation('CreateNewJob');
    const masked = { ...smallest, project_id, job_name: 'b', parameters: [parameter('p', mask)] };
    expect((await scene.core.send(create, {}, masked)).status).toBe(400);
  });

  it('takes nothing that a client sends for a sealed value', async () => {
    const project_id = await newProject(scene);
    const forged = parameter('password', '');
    Object.assign(forged.params[2] ?? {}, { sealed: 'AAAA' });
    const job_id = await newTask(scene.hand, project_id, 'a', { parameters: [forged] });
    const { parameters } = await configOf(scene.core, job_id);
    expect(JSON.stringify(parameters)).not.toContain(mask);
  });
});

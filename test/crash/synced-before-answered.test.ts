import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '../../src/main.ts';
import { type Answer, atOnce, loggedIn, loginBody, type Send } from '../concurrency/client.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { bundledServer, type ServerProcess, startProcess } from './server-process.ts';
import { compiledTracer, judge, readTrace, type TraceEvent, type Verdict } from './sync-trace.ts';

const random = randomFrom(printedSeed('synced before answered'));
/** A name that a trace cannot take for another. */
const name = () => random.hex(32);

/** What a case of a write needs to know. */
interface Scene {
  readonly send: Send;
  readonly first: NonNullable<ServerProcess['first']>;
}

/** One successful call of every operation that writes, by service and operation. */
const writes: Readonly<Record<string, (scene: Scene) => Promise<Answer>>> = {
  'CodeArts Build CreateJobGroup': (scene) => createBuildGroup(scene, name()),
  'CodeArts Build DeleteGroup': async (scene) => {
    const { body } = await createBuildGroup(scene, name());
    const path = `/v1/job/${scene.first.projectId}/group/delete?id=${body.result[0].id}`;
    return scene.send('DELETE', path);
  },
  'CodeArts Build SwitchedPacket': async (scene) => {
    const [one, other] = [
      await createBuildGroup(scene, name()),
      await createBuildGroup(scene, name()),
    ];
    const ids = `source_group_id=${one.body.result[0].id}&target_group_id=${other.body.result[0].id}`;
    return scene.send('POST', `/v1/job/${scene.first.projectId}/group/swap?${ids}`);
  },
  'CodeArts Build UpdateJobGroup': async (scene) => {
    const { body } = await createBuildGroup(scene, name());
    const change = { id: body.result[0].id, name: name() };
    return scene.send('PUT', `/v1/job/${scene.first.projectId}/group/update`, change);
  },
  'CodeArts Build MoveGroup': async (scene) => {
    const { body } = await createBuildGroup(scene, name());
    const moved = { group_id: body.result[0].id, jobs: [{ job_id: await newTask(scene) }] };
    return scene.send('POST', `/v1/job/${scene.first.projectId}/group/move`, moved);
  },
  'CodeArts Build CreateNewJob': (scene) => createTask(scene),
  'CodeArts Build CreateBuildJob': (scene) => createTask(scene, '/v3/jobs/create'),
  'CodeArts Build UpdateNewJob': async (scene) =>
    createTask(scene, '/v1/job/update', { job_id: await newTask(scene) }),
  'CodeArts Build UpdateBuildJob': async (scene) =>
    createTask(scene, '/v3/jobs/update', { job_id: await newTask(scene) }),
  'CodeArts Build DeleteTheJob': async (scene) =>
    scene.send('DELETE', `/v1/job/${await newTask(scene)}/delete`),
  'CodeArts Build DeleteBuildJob': async (scene) =>
    scene.send('POST', `/v3/jobs/${await newTask(scene)}/delete`),
  'CodeArts Build AddFavouriteTask': (scene) => onNewTask(scene, 'follow'),
  'CodeArts Build RemoverFavouriteTask': (scene) => onNewTask(scene, 'unfollow'),
  'CodeArts Build DisableTheJob': (scene) => onNewTask(scene, 'disable', { disabled: true }),
  'CodeArts Build DisableBuildJob': async (scene) =>
    scene.send('POST', `/v3/jobs/${await newTask(scene)}/disable`),
  'CodeArts Build EnableBuildJob': async (scene) =>
    scene.send('POST', `/v3/jobs/${await newTask(scene)}/recover`),
  'CodeArts Build CopyJob': async (scene) =>
    createTask(scene, '/v1/job/copy', { copy_job_id: await newTask(scene) }),
  'CodeArts Build BatchDeleteBuildJobs': async (scene) =>
    scene.send('DELETE', '/v1/job/batch-delete', { job_ids: [await newTask(scene)] }),
  'CodeArts Repo CreateGroup': (scene) => createRepoGroup(scene, name()),
  'CodeArts Repo DeleteGroup': async (scene) => {
    const { body } = await createRepoGroup(scene, name());
    return scene.send('DELETE', `/v4/${scene.first.projectId}/groups/${body.id}`);
  },
  'Identity and Access Management KeystoneCreateUserTokenByPassword': ({ send, first }) =>
    send('POST', '/v3/auth/tokens', loginBody(first)),
  'Identity and Access Management KeystoneRevokeToken': async ({ send, first }) => {
    const { headers } = await send('POST', '/v3/auth/tokens', loginBody(first));
    const token = headers.get('x-subject-token') ?? '';
    return send('DELETE', '/v3/auth/tokens', undefined, { 'X-Subject-Token': token });
  },
  'Identity and Access Management KeystoneCreateProject': ({ send, first }) =>
    send('POST', '/v3/projects', { project: { name: `${first.region}_${name()}` } }),
  'CodeArts Req CreateProjectV4': (scene) => createProject(scene),
  'CodeArts Req UpdateProjectV4': async (scene) => {
    const { body } = await createProject(scene);
    return scene.send('PUT', `/v4/projects/${body.project_id}`, { project_name: name() });
  },
  'CodeArts Req DeleteProjectV4': async (scene) => {
    const { body } = await createProject(scene);
    return scene.send('DELETE', `/v4/projects/${body.project_id}`);
  },
  'CodeArts Req AddMemberV4': async (scene) => {
    const { body } = await createProject(scene);
    const member = { domain_id: scene.first.domainId, user_id: scene.first.colleagueId };
    return scene.send('POST', `/v4/projects/${body.project_id}/member`, member);
  },
  'CodeArts Req BatchAddMembersV4': (scene) => addColleague(scene, (answer) => answer),
  'CodeArts Req BatchDeleteMembersV4': (scene) =>
    addColleague(scene, (_answer, members) =>
      scene.send('DELETE', members, { user_ids: [scene.first.colleagueId] }),
    ),
  'CodeArts Req UpdateMembesRoleV4': (scene) =>
    addColleague(scene, (_answer, members) =>
      scene.send('POST', `${members}/role`, { role_id: 8, user_ids: [scene.first.colleagueId] }),
    ),
  'CodeArts Req RemoveProject': (scene) =>
    addColleague(scene, async (_answer, members) => {
      const login = { ...scene.first, userName: 'colleague', password: 'Secret-1' };
      const { headers } = await scene.send('POST', '/v3/auth/tokens', loginBody(login));
      const token = headers.get('x-subject-token') ?? '';
      const quit = members.replace(/members$/, 'quit');
      return scene.send('DELETE', quit, undefined, { 'X-Auth-Token': token });
    }),
  'CodeArts Req UpdateNickNameV4': ({ send }) => send('PUT', '/v4/user', { nick_name: name() }),
};

/** Makes the colleague a member of a new project; `then` gets the answer and the members' path. */
async function addColleague(
  scene: Scene,
  then: (answer: Answer, members: string) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { body } = await createProject(scene);
  const members = `/v4/projects/${body.project_id}/members`;
  const users = [{ user_id: scene.first.colleagueId }];
  return then(await scene.send('POST', members, { users }), members);
}

const createTask = ({ send, first }: Scene, path = '/v1/job/create', more: object = {}) =>
  send('POST', path, {
    project_id: first.projectId,
    job_name: name(),
    arch: 'x86-64',
    steps: [],
    ...more,
  });
const newTask = async (scene: Scene): Promise<string> =>
  (await createTask(scene)).body.result.job_id;
const onNewTask = async (scene: Scene, what: string, body?: object) =>
  scene.send('POST', `/v1/job/${await newTask(scene)}/${what}`, body);
const createBuildGroup = ({ send, first }: Scene, group: string) =>
  send('POST', `/v1/job/${first.projectId}/group/create`, { name: group });
const createRepoGroup = ({ send, first }: Scene, group: string) =>
  send('POST', `/v4/${first.projectId}/groups`, { name: group });
const createProject = ({ send }: Scene) =>
  send('POST', '/v4/project', { project_name: name(), project_type: 'scrum' });

const requestId = ({ headers }: Answer) => headers.get('x-request-id') ?? 'none';

describe('an answer is written after the sync of what it tells', () => {
  let place: string;
  let program: string;
  let library: string;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'atelier-sync-'));
    library = compiledTracer(place);
    program = await bundledServer(place);
  });
  afterAll(() => rmSync(place, { recursive: true }));

  /** Traces a fresh server while `work` talks to it; answers the trace and what `work` answers. */
  async function traced<T>(work: (scene: Scene) => Promise<T>, nodeFlags: string[] = []) {
    const directory = mkdtempSync(join(place, 'data-'));
    const trace = join(directory, 'trace');
    const server = await startProcess(program, directory, {
      nodeFlags,
      env: {
        LD_PRELOAD: library,
        SYNC_TRACE: trace,
        // So slow that commits meet a sync that is running already.
        SYNC_TRACE_DELAY_US: '3000',
        UV_USE_IO_URING: '0',
      },
    });
    try {
      if (!server.first) throw new Error('the first start gave no credentials');
      const send = await loggedIn(server.endpoint, server.first);
      const outcome = await work({ send, first: server.first });
      return { outcome, events: readTrace(trace) };
    } finally {
      await server.kill();
    }
  }

  it('has a case for every operation that writes', () => {
    const writing = services.flatMap(({ title, operations }) =>
      operations
        .filter(({ transaction }) => transaction !== 'read')
        .map((operation) => `${title} ${operation.name}`),
    );
    expect(Object.keys(writes).sort()).toEqual(writing.sort());
  });

  it('holds for every operation that writes, one call at a time', async () => {
    const { outcome, events } = await traced(async (scene) => {
      const answers: Answer[] = [];
      for (const write of Object.values(writes)) answers.push(await write(scene));
      return answers;
    });
    expect(outcome.map(({ status }) => status >= 200 && status < 300)).not.toContain(false);
    const verdict = judge(events);
    for (const [i, operation] of Object.keys(writes).entries()) {
      expect(verdict.written, operation).toContain(requestId(outcome[i]!));
    }
    expect(verdict.early).toEqual(new Set());
  });

  it('holds for 16 at once, for refusals that rest on a commit and for reads that see one', async () => {
    const { outcome, events } = await traced(async (scene) => {
      const { send, first } = scene;
      const tree = `/v1/job/${first.projectId}/group/tree`;
      const answers: Answer[] = [];
      for (let round = 0; round < 6; round += 1) {
        const same = name();
        const each = await Promise.all([
          atOnce(16, () => (round % 2 ? createBuildGroup : createRepoGroup)(scene, name())),
          atOnce(4, () => createBuildGroup(scene, same)),
          atOnce(4, () => send('GET', tree)),
        ]);
        answers.push(...each.flat());
      }
      return answers;
    });
    const { written, early } = judge(events);
    const made = outcome.filter(({ status }) => status === 201 || status === 200);
    expect(made.length).toBeGreaterThanOrEqual(6 * (16 + 1 + 4));
    expect(made.filter((answer) => written.has(requestId(answer))).length).toBe(6 * 17);
    expect(early).toEqual(new Set());
  });

  it('is found broken where syncing is switched off', async () => {
    const preload = join(import.meta.dirname, 'no-sync.ts');
    const { outcome, events } = await traced(
      async (scene) => {
        const answers: Answer[] = [];
        for (const write of Object.values(writes)) answers.push(await write(scene));
        answers.push(...(await atOnce(16, () => createRepoGroup(scene, name()))));
        return answers;
      },
      ['--import', preload],
    );
    const { early } = judge(events);
    expect(outcome.filter((answer) => !early.has(requestId(answer)))).toEqual([]);
  });
});

describe('the judgement of a trace', () => {
  const mark = 'abcdef0123456789abcdef0123456789';
  const header = (last: boolean): TraceEvent => {
    const bytes = Buffer.alloc(24);
    bytes.writeUInt32BE(last ? 7 : 0, 4);
    return { kind: 'log-write', bytes };
  };
  const page = (text: string): TraceEvent => ({
    kind: 'log-write',
    bytes: Buffer.from(text.padEnd(4096, '\0')),
  });
  const letters: Readonly<Record<string, readonly TraceEvent[]>> = {
    // The transaction of the mark, in two frames, and one that follows it.
    W: [header(false), page(`row ${mark}`)],
    C: [header(true), page('last page')],
    o: [header(true), page(`again ${mark}`)],
    b: [{ kind: 'sync-begin', thread: 1 }],
    e: [{ kind: 'sync-end', thread: 1 }],
    B: [{ kind: 'sync-begin', thread: 2 }],
    E: [{ kind: 'sync-end', thread: 2 }],
    A: [{ kind: 'answer', bytes: Buffer.from(`HTTP/1.1 200 OK\r\nx-request-id: ${mark}\r\n`) }],
    x: [{ kind: 'answer', bytes: Buffer.from('HTTP/1.1 200 OK\r\n\r\n{}') }],
  };
  const judged = (trace: string): Verdict =>
    judge([...trace].flatMap((letter) => letters[letter]!));

  it.each([
    ['WCbeA', false, 'the sync follows the commit'],
    ['WCobeA', false, 'one sync for two commits'],
    ['WCbeoA', false, 'a later commit wrote the mark anew'],
    ['bWCeBEA', false, 'a second sync began after the commit'],
    ['bWCBeEA', false, 'two syncs overlap, the second one counts'],
    ['beA', false, 'nothing was written'],
    ['WCA', true, 'no sync at all'],
    ['WCbA', true, 'the sync was not done'],
    ['bWCeA', true, 'the sync began before the commit'],
    ['WbCeA', true, 'the sync began in the middle of the transaction'],
    ['bWCBeAE', true, 'only the sync that began too early was done'],
    ['WCAbe', true, 'the sync came after the answer'],
    ['WCxAbe', true, 'one answer of two was early'],
    ['WCbB', false, 'a sync failed and nothing was answered'],
  ])('%s', (trace, early) => {
    expect(judged(trace).early.size).toBe(early ? 1 : 0);
  });
});

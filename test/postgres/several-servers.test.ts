import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../src/domain/store.ts';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { openPostgresStore } from '../../src/storage/index.ts';
import { type Credentials, call, createGroup, logIn } from '../cli/calls.ts';
import { atelier, printed, type Serving, scratchDirectory, serve } from '../cli/command.ts';
import { atOnce, loggedIn, type Send, tally } from '../concurrency/client.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { newDatabase, type TestDatabase } from './database.ts';

const kinds = treeKinds(defaultTreeLimits);
const data = scratchDirectory();

let database: TestDatabase;
let servers: Serving[];
let root: Credentials;
let store: Store;
/** One client for each server. */
let sends: Send[];

beforeAll(async () => {
  database = await newDatabase();
  // Both at once, on an empty database and without a master key.
  servers = await Promise.all([0, 1].map(() => serve(place())));
  root = JSON.parse(readFileSync(join(data, 'first-credentials.json'), 'utf8')) as Credentials;
  const { domain_name: domainName, user_name: userName, password, region } = root;
  const login = { domainName, userName, password, region };
  sends = await Promise.all(servers.map(({ endpoint }) => loggedIn(endpoint, login)));
  store = await openPostgresStore(database.url);
}, 60_000);
afterAll(async () => {
  await store?.close();
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

const place = () => ['--data', data, '--database', database.url];
const rows = (...words: string[]) => printed<Record<string, string>[]>([...words, ...place()]);
const either = (i: number): Send => sends[i % sends.length]!;
const told = ({ status, body }: { status: number; body: { error_msg?: string } }) =>
  body.error_msg === undefined ? String(status) : `${status} ${body.error_msg}`;
const newProject = async (name: string) => {
  const wanted = { project_name: name, project_type: 'scrum' };
  return (await either(0)('POST', '/v4/project', wanted)).body.project_id as string;
};

it('one of two that start at once makes the first credentials, and the other uses them', async () => {
  expect(servers.filter((server) => server.said().includes('First start')).length).toBe(1);
  expect((await rows('user', 'list')).map(({ name }) => name)).toEqual([root.user_name]);
  for (const server of servers) {
    expect(server.said()).toMatch(/data in postgres:\/\/atelier@127\.0\.0\.1:\d+\/postgres\n/);
  }
});

it.each([
  ['Build', kinds.buildTaskGroup, (p: string) => `/v1/job/${p}/group/create`, '200'],
  ['Repo', kinds.repositoryGroup, (p: string) => `/v4/${p}/groups`, '201'],
] as const)(
  'of 64 creates of one name through both exactly one succeeds: %s',
  async (name, kind, path, created) => {
    const projectId = await newProject(`names of ${name}`);
    const answers = await atOnce(64, (i) => either(i)('POST', path(projectId), { name: 'same' }));
    const { [created]: made, ...refused } = tally(answers.map(told));
    expect(made).toBe(1);
    expect(Object.values(refused)).toEqual([63]);
    expect(Object.keys(refused)[0]).toContain('exists under the same parent already');
    expect(await treeFaults(store, kind, { domainId: root.domain_id, projectId })).toEqual([]);
  },
);

it('of 64 creates through both where ten may still be made exactly ten succeed', async () => {
  const projectId = await newProject('limits');
  const create = (i: number, name: string, parent_id?: string) =>
    either(i)('POST', `/v1/job/${projectId}/group/create`, { name, parent_id });
  const before = await atOnce(190, (i) => create(i, `group ${i}`));
  expect(tally(before.map(told))).toEqual({ '200': 190 });
  const parent = before[0]?.body.result[0].id;
  const answers = await atOnce(64, (i) => create(i, `late ${i}`, i % 3 ? parent : undefined));
  expect(tally(answers.map(({ status }) => String(status)))).toEqual({ '200': 10, '400': 54 });
  const where = { domainId: root.domain_id, projectId };
  expect(await treeFaults(store, kinds.buildTaskGroup, where)).toEqual([]);
}, 60_000);

it('a project is deleted through one or filled through the other, never both', async () => {
  for (let round = 0; round < 8; round += 1) {
    const projectId = await newProject(`contested ${round}`);
    const [gone, filled] = await Promise.all([
      either(0)('DELETE', `/v4/projects/${projectId}`),
      either(1)('POST', `/v4/${projectId}/groups`, { name: 'first' }),
    ]);
    expect([gone?.status === 204, filled?.status === 201].filter(Boolean)).toEqual([true]);
  }
});

it('what is revoked at one opens nothing at the very next request to the other', async () => {
  const [one, other] = servers as [Serving, Serving];
  const { token } = await logIn(one.endpoint, root);
  const sees = async (shown: Parameters<typeof call>[1]) =>
    (await call(other.endpoint, shown, 'listIamProjects', { name: root.region })).status;
  expect(await sees({ token })).toBe(200);
  const revoked = await either(0)('DELETE', '/v3/auth/tokens', undefined, {
    'X-Subject-Token': token,
  });
  expect(revoked.status).toBe(204);
  expect(await sees({ token })).toBe(401);

  await rows('user', 'create', 'keyholder');
  const [key] = await rows('key', 'create', 'keyholder');
  const { access_key = '', secret_key = '' } = key ?? {};
  const policy = '{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"]}]}';
  const document = { input: policy };
  await printed(['policy', 'create', 'all', '-', ...place()], document);
  await rows('policy', 'attach', 'all', 'keyholder');
  expect(await sees({ access_key, secret_key })).toBe(200);
  await rows('key', 'disable', access_key);
  expect(await sees({ access_key, secret_key })).toBe(401);
}, 60_000);

it('who is locked at one is locked at the other', async () => {
  const [one, other] = servers as [Serving, Serving];
  await rows('user', 'create', 'guessed');
  const [key] = await rows('key', 'create', 'guessed');
  const { access_key = '', secret_key = '' } = key ?? {};
  const ask = async ({ endpoint }: Serving, secret: string) =>
    (await call(endpoint, { access_key, secret_key: secret }, 'listIamProjects', {})).status;
  expect(await ask(other, secret_key)).toBe(200);
  for (let i = 0; i < 6; i += 1) expect(await ask(one, 'wrong')).toBe(401);
  expect(await ask(one, secret_key)).toBe(401);
  await expect.poll(() => ask(other, secret_key), { timeout: 10_000 }).toBe(401);
}, 60_000);

it('of six keys made at once a user gets the two that are allowed', async () => {
  await rows('user', 'create', 'collector');
  const made = await atOnce(6, () => atelier(['key', 'create', 'collector', ...place()]));
  expect(tally(made.map(({ code, stderr }) => `${code} ${stderr}`))).toEqual({
    '0 ': 2,
    '1 atelier: user collector has 2 access keys already, the most there may be\n': 4,
  });
}, 60_000);

it('one serves on when the other is killed', async () => {
  const [one, other] = servers as [Serving, Serving];
  await one.stop('SIGKILL');
  expect(await createGroup(other.endpoint, root, root.project_id)).toBe(201);
});

import { beforeAll, expect, test } from 'vitest';
import { type Credentials, call } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();

type Row = Record<string, string | number | boolean>;
const rows = (...words: string[]) => printed<Row[]>([...words, '--data', data]);
const member = (...words: string[]) => rows('member', ...words);

let root: Credentials;
/** A user who is no member yet, and whether Build shows them the tree of the first project. */
let alice: { id: unknown; seesTree(): Promise<number> };
beforeAll(async () => {
  root = await printed(['init', '--data', data]);
  const { endpoint } = await serve(['--data', data]);
  const [user] = await rows('user', 'create', 'alice');
  const [key] = await rows('key', 'create', 'alice');
  const { domain_name, region, project_id } = root;
  const by = {
    ...{ domain_name, region, user_name: 'alice', password: String(user?.password) },
    access_key: String(key?.access_key),
    secret_key: String(key?.secret_key),
  };
  alice = {
    id: user?.user_id,
    seesTree: async () => (await call(endpoint, by, 'listGroupTree', { project_id })).status,
  };
});

test('a member comes, gets another role and goes, beside a running server', async () => {
  const { project_id } = root;
  expect(await member('add', project_id, 'alice', '6')).toEqual([
    { user: 'alice', role_id: 6, role: 'Tester' },
  ]);
  expect(await alice.seesTree()).toBe(403);
  const engineer = { role_id: 11, role: 'System engineer' };
  expect(await member('role', project_id, 'alice', 'SYSTEM engineer')).toEqual([
    { user: 'alice', ...engineer },
  ]);
  expect(await alice.seesTree()).toBe(200);
  const creator = { role_id: -1, role: 'Project creator' };
  expect(await member('list', project_id)).toEqual([
    { user: root.user_name, user_id: expect.any(String), ...creator, enabled: true },
    { user: 'alice', user_id: alice.id, ...engineer, enabled: true },
  ]);
  expect(await member('remove', project_id, 'alice')).toEqual([]);
  expect(await alice.seesTree()).toBe(403);
});

test('what cannot be changed is refused', async () => {
  const { project_id, user_name } = root;
  for (const [words, complaint] of [
    [['role', project_id, 'alice', '4'], /the user is not a member of the project/],
    [['add', project_id, 'alice', 'Project creator'], /there is no role Project creator to give/],
    [['remove', project_id, 'alice'], /the user is not a member of the project/],
    [['add', project_id, user_name, '4'], /the user is a member of the project already/],
  ] as const) {
    const { code, stdout, stderr } = await atelier(['member', ...words, '--data', data]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(complaint);
  }
});

test('tables say what the JSON says', async () => {
  const { project_id } = root;
  const added = await atelier(['member', 'add', project_id, 'alice', 'viewer', '--data', data]);
  const table = 'user   role_id  role\nalice  8        Viewer\n';
  expect(added).toMatchObject({ code: 0, stderr: '', stdout: table });
  const { stdout } = await atelier(['member', 'list', project_id, '--data', data]);
  const listed = await member('list', project_id);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([Object.keys(listed[0] ?? {}), ...listed.map((row) => Object.values(row).map(String))]);
});

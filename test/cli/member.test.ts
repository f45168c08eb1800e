import { beforeAll, expect, test } from 'vitest';
import { type Credentials, call } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();

let root: Credentials;
let endpoint: string;
beforeAll(async () => {
  root = await printed(['init', '--data', data]);
  ({ endpoint } = await serve(['--data', data]));
});

type Row = Record<string, string | number | boolean>;
const member = (...words: string[]) => printed<Row[]>(['member', ...words, '--data', data]);
const said = (...words: string[]) => atelier([...words, '--data', data]);

/** A new user with a key, and whether Build shows them the tree of the first project. */
async function newUser(name: string) {
  const [user] = await printed<Row[]>(['user', 'create', name, '--data', data]);
  const [key] = await printed<Row[]>(['key', 'create', name, '--data', data]);
  const by = {
    ...{ domain_name: root.domain_name, region: root.region, user_name: name },
    password: String(user?.password),
    access_key: String(key?.access_key),
    secret_key: String(key?.secret_key),
  };
  const { project_id } = root;
  return {
    id: user?.user_id,
    seesTree: async () => (await call(endpoint, by, 'listGroupTree', { project_id })).status,
  };
}

test('a member comes, gets other roles and goes, beside a running server', async () => {
  const { project_id } = root;
  const { id, seesTree } = await newUser('alice');
  expect(await seesTree()).toBe(403);
  expect(await member('add', project_id, 'alice', '6')).toEqual([
    { user: 'alice', role_id: 6, role: 'Tester' },
  ]);
  expect(await seesTree()).toBe(403);
  expect(await member('role', project_id, 'alice', 'SYSTEM engineer')).toEqual([
    { user: 'alice', role_id: 11, role: 'System engineer' },
  ]);
  expect(await seesTree()).toBe(200);
  const enabled = true;
  expect(await member('list', project_id)).toEqual([
    {
      user: root.user_name,
      user_id: expect.any(String),
      role_id: -1,
      role: 'Project creator',
      enabled,
    },
    { user: 'alice', user_id: id, role_id: 11, role: 'System engineer', enabled },
  ]);
  await said('user', 'disable', 'alice');
  const [, shown] = await member('list', project_id);
  expect(shown).toMatchObject({ user: 'alice', enabled: false });
  await said('user', 'enable', 'alice');

  expect(await member('remove', project_id, 'alice')).toEqual([]);
  expect(await seesTree()).toBe(403);
  expect(await member('list', project_id)).toHaveLength(1);
});

test('tables say what the JSON says', async () => {
  const { project_id } = root;
  await newUser('bob');
  const added = await said('member', 'add', project_id, 'bob', 'viewer');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  expect(added.stdout).toBe('user  role_id  role\nbob   8        Viewer\n');
  const listed = await said('member', 'list', project_id);
  const rows = listed.stdout.trimEnd().split('\n');
  const json = await member('list', project_id);
  expect(rows.map((line) => line.split(/ {2,}/))).toEqual([
    Object.keys(json[0] ?? {}),
    ...json.map((row) => Object.values(row).map(String)),
  ]);
});

test('what cannot be changed is refused, and changes nothing', async () => {
  const { project_id } = root;
  await newUser('carol');
  const before = await member('list', project_id);
  for (const [words, complaint] of [
    [['role', project_id, 'carol', '4'], /the user is not a member of the project/],
    [['add', project_id, 'carol', 'Project creator'], /there is no role Project creator to give/],
    [['remove', project_id, 'carol'], /the user is not a member of the project/],
    [['add', project_id, root.user_name, '4'], /the user is a member of the project already/],
  ] as const) {
    const { code, stdout, stderr } = await said('member', ...words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(complaint);
  }
  expect(await member('list', project_id)).toEqual(before);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Credentials, call, createGroup, logIn, type Shown } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();
const allowAll = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['codeartsrepo:*:*'] }],
});

let root: Credentials;
let endpoint: string;
beforeAll(async () => {
  root = await printed(['init', '--data', data]);
  ({ endpoint } = await serve(['--data', data]));
});

/** Rows that a command prints with --json. */
const rows = (...words: string[]) =>
  printed<Record<string, string | number | boolean>[]>([...words, '--data', data]);

/** A new user with a key, as the command line makes them. */
async function newUser(name: string) {
  const [user] = await rows('user', 'create', name);
  const [key] = await rows('key', 'create', name);
  return {
    ...{ domain_name: root.domain_name, region: root.region, user_name: name },
    password: String(user?.password),
    access_key: String(key?.access_key),
    secret_key: String(key?.secret_key),
  };
}

const create = (by: Shown) => createGroup(endpoint, by, root.project_id);

/** The status of a call that needs nothing but credentials. */
const lets = async (by: Shown) =>
  (await call(endpoint, by, 'listIamProjects', { name: root.region })).status;

test('memberships and policies hold from the next request on', async () => {
  const alice = await newUser('alice');
  const seesTree = async () => {
    const { project_id } = root;
    return (await call(endpoint, alice, 'listGroupTree', { project_id })).status;
  };
  expect(await seesTree()).toBe(403);
  expect(await rows('member', 'add', root.project_id, 'alice', 'developer')).toEqual([
    { user: 'alice', role_id: 4, role: 'Developer' },
  ]);
  expect(await seesTree()).toBe(200);

  expect(await create(alice)).toBe(403);
  await printed(['policy', 'create', 'repo', '-', '--data', data], { input: allowAll });
  expect(await create(alice)).toBe(403);
  await rows('policy', 'attach', 'repo', 'alice');
  expect(await create(alice)).toBe(201);
  await rows('policy', 'detach', 'repo', 'alice');
  expect(await create(alice)).toBe(403);

  await rows('policy', 'attach', 'repo', 'alice');
  await rows('policy', 'remove', 'repo');
  expect(await create(alice)).toBe(403);
  expect(await rows('policy', 'list')).toEqual([]);

  await rows('member', 'remove', root.project_id, 'alice');
  expect(await seesTree()).toBe(403);
  const members = await rows('member', 'list', root.project_id);
  expect(members.map(({ user, role }) => [user, role])).toEqual([['atelier', 'Project creator']]);
});

test('users and keys are kept out and let in from the next request on', async () => {
  const bob = await newUser('bob');
  const { token } = await logIn(endpoint, bob);
  const statuses = async () => [
    await lets(bob),
    await lets({ token }),
    (await logIn(endpoint, bob)).status,
  ];
  const after = async (...words: string[]) => {
    await rows(...words);
    return statuses();
  };
  expect(await statuses()).toEqual([200, 200, 201]);
  expect(await after('user', 'disable', 'bob')).toEqual([401, 401, 401]);
  expect(await after('user', 'enable', 'bob')).toEqual([200, 200, 201]);
  expect(await after('key', 'disable', bob.access_key)).toEqual([401, 200, 201]);
  expect(await after('key', 'enable', bob.access_key)).toEqual([200, 200, 201]);
  expect(await after('key', 'remove', bob.access_key)).toEqual([401, 200, 201]);
  expect(await after('user', 'remove', 'bob')).toEqual([401, 401, 401]);
});

test('a new password ends the old one and its tokens, and leaves keys alone', async () => {
  const carol = await newUser('carol');
  const { token } = await logIn(endpoint, carol);
  const [reset] = await rows('user', 'password', 'carol');
  const renewed = { ...carol, password: String(reset?.password) };
  expect((await logIn(endpoint, carol)).status).toBe(401);
  expect(await lets({ token })).toBe(401);
  expect(await lets(carol)).toBe(200);
  expect(await lets({ token: (await logIn(endpoint, renewed)).token })).toBe(200);
});

test('lists are tables, and the same as JSON', async () => {
  const { code, stdout, stderr } = await atelier(['user', 'list', '--data', data]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const users = await rows('user', 'list');
  expect(users[0]).toMatchObject({ name: root.user_name, root: true, enabled: true });
  const [head = '', ...lines] = stdout.trimEnd().split('\n');
  expect(head.split(/ {2,}/)).toEqual(Object.keys(users[0] ?? {}));
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual(
    users.map((user) => Object.values(user).map(String)),
  );
  const keys = await atelier(['key', 'list', '--json', '--data', data]);
  expect(JSON.parse(keys.stdout)).toContainEqual(
    expect.objectContaining({ user: root.user_name, access_key: root.access_key, enabled: true }),
  );
  expect(keys.stdout).not.toContain(root.secret_key);
});

const badPolicy = join(data, 'bad-policy.json');
writeFileSync(badPolicy, '{"Version":"1.1","Statement":[]}');

test.concurrent.each([
  ['user create 1st', /name must be 1 to 64 letters/],
  ['user create atelier', /a user named atelier exists/],
  ['user disable nobody', /no user named nobody/],
  ['user disable atelier', /root user of the account and cannot be disabled/],
  ['user remove atelier', /root user of the account and cannot be removed/],
  ['user password nobody', /no user named nobody/],
  ['key create nobody', /no user named nobody/],
  ['key remove AKNOSUCHKEY', /Could not find access key: AKNOSUCHKEY/],
  ['policy create bad name', /name cannot be read/],
  [`policy create bad ${badPolicy}`, /Version must be "5.0"/],
  ['policy attach none atelier', /no policy named none/],
  ['member add nowhere atelier developer', /no project nowhere in the account/],
  ['member add PROJECT nobody developer', /no user named nobody/],
  ['member add PROJECT atelier emperor', /there is no role emperor to give/],
  ['member role PROJECT atelier 4', /the creator of a project keeps that role/],
  ['member role PROJECT nobody 4', /no user named nobody/],
  ['member role nowhere atelier 4', /no project nowhere in the account/],
  ['member remove PROJECT atelier', /the creator of a project stays a member of it/],
  ['member remove PROJECT nobody', /no user named nobody/],
])('"%s" is refused with one line', async (line, complaint) => {
  const words = line.replace('PROJECT', root.project_id).split(' ');
  const { code, stdout, stderr } = await atelier([...words, '--data', data]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^atelier: .*\n$/);
  expect(stderr).toMatch(complaint);
});

import { beforeAll, expect, test } from 'vitest';
import { type Credentials, call, logIn } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();
let root: Credentials;
beforeAll(async () => {
  root = await printed(['init', '--data', data]);
});

type Row = Readonly<Record<string, string | number | boolean>>;
const rows = (...words: string[]) => printed<Row[]>([...words, '--data', data]);
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

test('a user without a password has keys alone, until one is set', async () => {
  const [robot] = await rows('user', 'create', 'robot', '--no-password', '--description', 'CI');
  expect(robot).toEqual({
    name: 'robot',
    user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    number: expect.any(Number),
    root: false,
    enabled: true,
  });
  const shown = { name: 'robot', password: false, last_login: 'never', description: 'CI' };
  expect(await rows('user', 'show', 'robot')).toEqual([expect.objectContaining(shown)]);
  expect((await rows('user', 'list')).map(({ name, password }) => [name, password])).toEqual([
    [root.user_name, true],
    ['robot', false],
  ]);

  const { endpoint, stop } = await serve(['--data', data]);
  const login = { ...root, user_name: 'robot', password: '' };
  expect((await logIn(endpoint, login)).status).toBe(401);
  const [set] = await rows('user', 'password', 'robot');
  const renewed = { ...login, password: String(set?.password) };
  expect((await logIn(endpoint, renewed)).status).toBe(201);
  const [after] = await rows('user', 'show', 'robot');
  expect(after).toMatchObject({ password: true, last_login: expect.stringMatching(isoTime) });
  await stop();
});

test('keys are listed with their last use, as a server that stops leaves it', async () => {
  await rows('user', 'create', 'builder');
  const [key] = await rows('key', 'create', 'builder');
  const own = () => rows('key', 'list', 'builder');
  const access_key = String(key?.access_key);
  const listed = { user: 'builder', access_key, enabled: true };
  expect(await own()).toEqual([expect.objectContaining({ ...listed, last_used: 'never' })]);

  const { endpoint, stop } = await serve(['--data', data]);
  const by = { access_key, secret_key: String(key?.secret_key) };
  const before = new Date().toISOString();
  const answer = await call(endpoint, by, 'listIamProjects', { name: root.region });
  expect(answer.status).toBe(200);
  await stop();
  const [used] = await own();
  expect(String(used?.last_used)).toMatch(isoTime);
  expect(String(used?.last_used) >= before).toBe(true);

  const { stdout } = await atelier(['key', 'list', '--data', data]);
  const [head = '', ...lines] = stdout.trimEnd().split('\n');
  expect(head.split(/ {2,}/)).toEqual(Object.keys(used ?? {}));
  expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual([root.user_name, 'builder']);

  await rows('key', 'delete', access_key);
  expect(await own()).toEqual([]);
});

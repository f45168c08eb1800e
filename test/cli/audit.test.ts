import { beforeAll, expect, test } from 'vitest';
import { type Credentials, call, createGroup, logIn } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();
const place = ['--data', data];

let root: Credentials;
let secrets: string[];
beforeAll(async () => {
  root = await printed(['init', ...place]);
  const { endpoint } = await serve([...place, '--audit-days', '30', '--audit-rows', '1000']);
  const [user] = await printed<[{ password: string }]>(['user', 'create', 'alice', ...place]);
  const [key] = await printed<[{ access_key: string; secret_key: string }]>([
    ...['key', 'create', 'alice', ...place],
  ]);
  const { token } = await logIn(endpoint, { ...root, user_name: 'alice', password: user.password });
  expect(await createGroup(endpoint, root, root.project_id)).toBe(201);
  expect(await createGroup(endpoint, key, root.project_id)).toBe(403);
  await call(endpoint, { token }, 'showProject', { project_id: root.project_id });
  secrets = [root.password, root.secret_key, user.password, key.secret_key, token];
});

type Line = Readonly<Record<string, string>>;
const lines = (...words: string[]) => printed<Line[]>(['audit', ...words, ...place]);

test('shows who did what beside a running server, newest first', async () => {
  const all = await lines();
  expect(all.slice(0, 4)).toEqual([
    expect.objectContaining({ user: 'alice', outcome: 'refused', refusal: '404 PM.00000001' }),
    expect.objectContaining({
      user: 'alice',
      action: 'codeartsrepo:group:createGroup',
      resource: `/v4/${root.project_id}/groups`,
      outcome: 'refused',
      refusal: '403 CH.004403',
      address: '127.0.0.1',
    }),
    expect.objectContaining({
      user: root.user_name,
      action: 'codeartsrepo:group:createGroup',
      resource: expect.stringMatching(/^repository-group\/\d+$/),
      outcome: 'success',
      refusal: '',
      project_id: root.project_id,
    }),
    expect.objectContaining({ user: 'alice', action: 'iam:tokens:createToken' }),
  ]);
  // What the command line does is noted as well.
  expect(all[4]).toMatchObject({ user: 'operator', address: 'local' });
  const text = JSON.stringify(all);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

test.each([
  [['--limit', '2'], 2],
  [['--user', 'ali*', '--outcome', 'refused'], 2],
  [['--user', 'alice', '--action', 'iam:*'], 1],
  [['--resource', 'repository-group/*'], 1],
  [['--outcome', 'refused', '--action', '*:createGroup'], 1],
  [['--since', '2999-01-01'], 0],
  [['--until', '2000-01-01T00:00:00Z'], 0],
])('%j narrows it', async (words, count) => {
  expect(await lines(...words)).toHaveLength(count);
});

test('is a table on a terminal', async () => {
  const { code, stdout, stderr } = await atelier(['audit', '--user', 'alice', ...place]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [head = '', ...rows] = stdout.trimEnd().split('\n');
  expect(head).toMatch(/^time +user +action +resource +outcome +refusal +address +request_id/);
  expect(rows).toHaveLength(3);
});

test.each([
  [['--since', 'yesterday'], /It must be a time such as 2026-01-02/],
  [['--limit', '0'], /It must be an integer from 1 to/],
  [['--outcome', 'lost'], /Allowed choices are success, refused/],
])('refuses %j', async (words, complaint) => {
  const { code, stdout, stderr } = await atelier(['audit', ...words, ...place]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(complaint);
});

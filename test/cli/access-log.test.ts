import { expect, test } from 'vitest';
import { type Credentials, call, logIn } from './calls.ts';
import { printed, type Serving, scratchDirectory, serve } from './command.ts';

type Line = Readonly<Record<string, unknown>>;

/** Stops the server; what it logged under a message, and all of its standard error. */
async function logged(server: Serving): Promise<{ of(message: string): Line[]; stderr: string }> {
  const { code, stderr } = await server.stop();
  expect(code).toBe(0);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  return { of: (message) => lines.filter(({ msg }) => msg === message), stderr };
}

test('each request of a known caller is one line, with nothing of what it said', async () => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve([...words, '--access-log']);
  const { project_id } = credentials;
  const { endpoint } = server;
  const { token } = await logIn(endpoint, credentials);
  const body = { name: 'confidential' };
  const made = await call(endpoint, credentials, 'createGroup', { project_id }, body);
  const taken = await call(endpoint, { token }, 'createGroup', { project_id }, body);
  await call(endpoint, { token }, 'listIamProjects', { name: 'hidden' });

  const { of, stderr } = await logged(server);
  const known = {
    level: 30,
    service: 'CodeArts Repo',
    operation: 'CreateGroup',
    method: 'POST',
    route: '/v4/:project_id/groups',
    ms: expect.any(Number),
    user: expect.stringMatching(/^[0-9a-f]{32}$/),
    address: '127.0.0.1',
  };
  const [login, ...calls] = of('request');
  expect(login).toMatchObject({ operation: 'KeystoneCreateUserTokenByPassword', status: 201 });
  expect(calls).toMatchObject([
    {
      ...known,
      requestId: made.headers['x-request-id'],
      status: 201,
      credential: credentials.access_key,
    },
    {
      ...known,
      requestId: taken.headers['x-request-id'],
      status: 400,
      code: 'CH.010001',
      credential: 'token (project)',
    },
    { operation: 'KeystoneListProjects', status: 200 },
  ]);
  const { secret_key, password } = credentials;
  for (const secret of [secret_key, password, token, 'confidential', 'hidden', project_id]) {
    expect(stderr).not.toContain(secret);
  }
});

test.each([[[]], [['--access-log']]])('strangers share a line, with %j', async (more) => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve([...words, ...more]);
  const { endpoint } = server;
  const forged = { ...credentials, secret_key: 'x'.repeat(40) };
  for (let i = 0; i < 20; i += 1) {
    await fetch(`${endpoint}/unknown-${i}`);
    await call(endpoint, { token: `forged-${i}` }, 'showProject', { project_id: 'x' });
    await call(endpoint, forged, 'showProject', { project_id: 'x' });
  }
  await logIn(endpoint, { ...credentials, password: 'wrong' });

  const { of } = await logged(server);
  expect(of('request')).toEqual([]);
  const lines = of('strangers refused');
  expect(lines.length).toBeLessThan(5);
  const sum = (code: string) =>
    lines.reduce((all, { refused }) => all + ((refused as Record<string, number>)[code] ?? 0), 0);
  expect(sum('APIGW.0101')).toBe(20);
  expect(sum('APIGW.0301')).toBe(40);
  expect(lines[0]).toMatchObject({ level: 40, addresses: ['127.0.0.1'] });
});

test('requests are not logged unless asked for', async () => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve(words);
  await logIn(server.endpoint, credentials);
  expect((await logged(server)).of('request')).toEqual([]);
});

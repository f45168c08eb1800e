import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Credentials, call, createGroup, logIn } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const fields = [
  'endpoint',
  'domain_name',
  'domain_id',
  'user_name',
  'password',
  'access_key',
  'secret_key',
  'region',
  'iam_project_id',
  'project_id',
];

test('init --json prints exactly what a client needs, and it works', async () => {
  const data = join(scratchDirectory(), 'data');
  const credentials = await printed<Credentials>(['init', '--data', data]);
  expect(Object.keys(credentials)).toEqual(fields);
  expect(credentials).toMatchObject({ endpoint: 'http://127.0.0.1:8080', region: 'cn-north-4' });

  const server = await serve(['--data', data]);
  const { endpoint } = server;
  expect(await createGroup(endpoint, credentials, credentials.project_id)).toBe(201);

  const { status, token, body } = await logIn(endpoint, credentials);
  expect(status).toBe(201);
  const domain = { id: credentials.domain_id, name: credentials.domain_name };
  expect(body).toMatchObject({
    token: {
      project: { id: credentials.iam_project_id, name: credentials.region, domain },
      user: { name: credentials.user_name, domain },
    },
  });
  expect(await createGroup(endpoint, { token }, credentials.project_id)).toBe(201);
  await server.stop();
});

test('the endpoint is the one that the same settings serve', async () => {
  const words = ['--host', '::1', '--port', '8123', '--tls-cert', 'c.pem', '--tls-key', 'k.pem'];
  const data = scratchDirectory();
  const { endpoint } = await printed<Credentials>(['init', '--data', data, ...words]);
  expect(endpoint).toBe('https://[::1]:8123');
});

test('the directory and what is secret in it are for their owner only', async () => {
  const data = join(scratchDirectory(), 'data');
  expect((await atelier(['init', '--data', data])).code).toBe(0);
  const modes = ['', 'master.key', 'first-credentials.json'].map(
    (name) => statSync(join(data, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
});

test('a directory in use is left as it is, with one clear line', async () => {
  const data = scratchDirectory();
  const credentials = await printed<Credentials>(['init', '--data', data]);
  const again = ['init', '--json', '--data', data, '--regions', 'cn-east-3'];
  const before = readdirSync(data);
  expect(await atelier(again)).toEqual({
    code: 1,
    signal: null,
    stdout: '',
    stderr: `atelier: ${data} is in use already\n`,
  });
  expect(readdirSync(data)).toEqual(before);

  const server = await serve(['--data', data]);
  expect(await projectsNamed(server.endpoint, credentials, 'cn-east-3')).toEqual([]);
  expect(await atelier(again)).toMatchObject({ code: 1, stdout: '' });
  await server.stop();
});

test('every region has one IAM project, one added later too', async () => {
  const data = scratchDirectory();
  const first = ['--regions', 'cn-north-4,cn-east-3'];
  const credentials = await printed<Credentials>(['init', '--data', data, ...first]);
  expect(credentials.region).toBe('cn-north-4');
  const seen = async (...words: string[]) => {
    const { endpoint, stop } = await serve(['--data', data, ...words]);
    const regions = ['cn-north-4', 'cn-east-3', 'cn-south-1'];
    const found = regions.map((name) => projectsNamed(endpoint, credentials, name));
    const ids = await Promise.all(found);
    await stop();
    return ids;
  };
  const [north, east, south] = await seen(...first);
  expect(north).toEqual([credentials.iam_project_id]);
  expect(east).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect(south).toEqual([]);

  const later = await seen('--regions', 'cn-north-4,cn-south-1');
  expect(later).toEqual([north, east, [expect.stringMatching(/^[0-9a-f]{32}$/)]]);
});

async function projectsNamed(endpoint: string, credentials: Credentials, name: string) {
  const { status, body } = await call(endpoint, credentials, 'listIamProjects', { name });
  expect(status).toBe(200);
  return (body as { projects: { id: string }[] }).projects.map(({ id }) => id);
}

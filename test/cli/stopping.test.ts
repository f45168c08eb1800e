import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { expect, test, vi } from 'vitest';
import { type Reached, signed } from '../clients.ts';
import { type Credentials, call, createGroup } from './calls.ts';
import {
  atelier,
  bin,
  olderNode,
  printed,
  type Serving,
  scratchDirectory,
  selfSigned,
  serve,
} from './command.ts';

test.each([
  ['SIGTERM', 'http'],
  ['SIGINT', 'https'],
] as const)('%s: what was accepted over %s is answered, then all ends', async (signal, scheme) => {
  const scratch = scratchDirectory();
  const secure = scheme === 'https' ? selfSigned(scratch) : undefined;
  const words = ['--data', join(scratch, 'data')];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve([...words, ...(secure?.words ?? [])]);
  const at = { endpoint: server.endpoint, ...(secure && { ca: secure.ca }) };
  const names = Array.from({ length: 8 }, (_, i) => `in-flight-${i}`);
  const creates = await Promise.all(names.map((name) => begunCreate(at, credentials, name)));

  server.process.kill(signal);
  await vi.waitFor(() => expectGone(at));
  const answers = await Promise.all(creates.map((create) => create.finish()));
  expect(answers).toEqual(names.map(() => expect.stringMatching(/^HTTP\/1\.1 201 /)));
  expect(await server.ended).toMatchObject({ code: 0, signal: null });

  const again = await serve(words);
  const { project_id } = credentials;
  for (const name of names) {
    const twice = await call(again.endpoint, credentials, 'createGroup', { project_id }, { name });
    expect(twice.status).toBe(400);
  }
  await again.stop();
});

test('a server that drains goes on, unready, until it stops', async () => {
  const server = await serve(['--data', scratchDirectory(), '--drain', '2']);
  const status = async (path: string) => (await fetch(server.endpoint + path)).status;
  expect(await status('/readyz')).toBe(200);
  server.process.kill('SIGTERM');
  await vi.waitFor(async () => expect(await status('/readyz')).toBe(503));
  expect(await status('/healthz')).toBe(200);
  expect(await server.ended).toMatchObject({ code: 0, signal: null });
});

test.each([
  ['after its time is up', ['--stop-timeout', '1'], async () => undefined],
  [
    'at a second signal',
    [],
    async (server: Serving) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      server.process.kill('SIGTERM');
    },
  ],
])('a server that cannot finish ends %s', async (_what, more, urge) => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve([...words, ...more]);
  await begunCreate(server, credentials, 'never-finished');
  server.process.kill('SIGTERM');
  await urge(server);
  const { code, stderr } = await server.ended;
  expect(code).toBe(1);
  expect(stderr).toContain('stopped with requests unanswered');
});

test('two signals at once, as launchers pass them on, are one', async () => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const server = await serve(words);
  const create = await begunCreate(server, credentials, 'finished');
  server.process.kill('SIGINT');
  server.process.kill('SIGTERM');
  await vi.waitFor(() => expectGone(server));
  expect(await create.finish()).toMatch(/^HTTP\/1\.1 201 /);
  expect(await server.ended).toMatchObject({ code: 0 });
});

test('a connection on which nothing was asked holds nothing up', async () => {
  const server = await serve(['--data', scratchDirectory()]);
  const silent = await connected(server);
  expect(await server.stop()).toMatchObject({ code: 0, signal: null });
  silent.destroy();
});

test('on an older Node the command hands over to the one of the checkout, and stops with it', async () => {
  const words = ['--data', scratchDirectory()];
  const launcher = [...olderNode(scratchDirectory()), bin];
  const credentials = await printed<Credentials>(['init', ...words], { launcher });
  const server = await serve(words, { launcher });
  const { project_id } = credentials;
  expect(await createGroup(server.endpoint, credentials, project_id)).toBe(201);
  expect(await server.stop()).toMatchObject({ code: 0, signal: null });
  await expectGone(server);

  const refused = await atelier(['serve', '--port', 'none', ...words], { launcher });
  expect(refused.code).toBe(1);
});

test.each([
  ['the launcher on an older Node', (scratch: string) => [...olderNode(scratch), bin], {}],
  [
    'npm and its shell',
    () => ['sh', '-c', '"$0" "$@" & wait', process.execPath, bin],
    { npm_lifecycle_event: 'npx' },
  ],
])('a server ends with %s, even by kill -9', async (_what, launcherIn, env) => {
  const scratch = scratchDirectory();
  const launcher = launcherIn(scratch);
  const server = await serve(['--data', join(scratch, 'data')], { launcher, env });
  server.process.kill('SIGKILL');
  await server.ended;
  await expectGone(server);
});

/** Nothing listens there. */
async function expectGone(at: Reached): Promise<void> {
  const probe = connected(at);
  // A connection left open would be one that the server waits for.
  probe.then((socket) => socket.destroy()).catch(() => undefined);
  await expect(probe).rejects.toThrow('ECONNREFUSED');
}

async function connected({ endpoint, ca }: Reached): Promise<Socket> {
  const { hostname, port } = new URL(endpoint);
  const to = { host: hostname, port: Number(port) };
  const socket = ca === undefined ? connect(to) : connectSecurely({ ...to, ca });
  const event = ca === undefined ? 'connect' : 'secureConnect';
  await new Promise((resolve, reject) => socket.on(event, resolve).on('error', reject));
  return socket;
}

/** A create that the server has accepted: its head is read, its body still to be sent. */
async function begunCreate(at: Reached, credentials: Credentials, name: string) {
  const target = `/v4/${credentials.project_id}/groups`;
  const body = JSON.stringify({ name });
  const headers = signed(
    { accessKey: credentials.access_key, secretKey: credentials.secret_key },
    { method: 'POST', target, headers: { 'Content-Type': 'application/json' }, body },
  );
  const socket = await connected(at);
  const received: string[] = [];
  socket.setEncoding('utf8').on('data', (text: string) => received.push(text));
  const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}\r\n`);
  socket.write(
    `POST ${target} HTTP/1.1\r\nHost: ${new URL(at.endpoint).host}\r\n${lines.join('')}` +
      `Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await vi.waitFor(() => expect(received.join('')).toBe('HTTP/1.1 100 Continue\r\n\r\n'));
  return {
    /** Sends the body; the answer, up to the end of the connection. */
    async finish(): Promise<string> {
      received.length = 0;
      socket.write(body);
      await new Promise((resolve) => socket.on('close', resolve));
      return received.join('');
    },
  };
}

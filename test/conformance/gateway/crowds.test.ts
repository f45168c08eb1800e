import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { ServingLimits } from '../../../src/http/limits.ts';
import type { ServerConfiguration } from '../../../src/main.ts';
import { tokenClient, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { openWorld, type World } from '../../world.ts';
import { speak } from './raw-socket.ts';
import { selfSigned } from './self-signed.ts';

const directory = mkdtempSync(join(tmpdir(), 'atelier-tls-'));
const tls = { certFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
const { certificate, key } = selfSigned();
writeFileSync(tls.certFile, certificate);
writeFileSync(tls.keyFile, key);
afterAll(() => rmSync(directory, { recursive: true }));

const createGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');

const opened: Socket[] = [];
const worlds: World[] = [];
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  for (const world of worlds.splice(0)) await world.close();
});

async function worldWith(
  serving: Partial<ServingLimits>,
  tls?: ServerConfiguration['tls'],
): Promise<World> {
  const world = await openWorld('file', { serving, ...(tls ? { tls } : {}) });
  worlds.push(world);
  return world;
}

/** A connection that is established, and what came over it so far. */
async function connected({ endpoint }: World): Promise<{ socket: Socket; received(): string }> {
  const { hostname, port } = new URL(endpoint);
  const socket = connect({ host: hostname, port: Number(port) });
  opened.push(socket);
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  await new Promise((resolve, reject) => socket.on('connect', resolve).on('error', reject));
  return { socket, received: () => text };
}

const get = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
const unknown = get.replace('/healthz', '/unknown');
const ended = (socket: Socket) => new Promise((resolve) => socket.on('close', resolve));

test('a connection too many is told so; when another ends there is room again', async () => {
  const world = await worldWith({ maxConnections: 3 });
  const first = await connected(world);
  for (let i = 0; i < 2; i += 1) await connected(world);
  // The server has let them all in only when it has answered over the last.
  opened.at(-1)?.write(get);
  await new Promise((resolve) => opened.at(-1)?.once('data', resolve));

  expect(await speak(world, '')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1', connection: 'close' },
    body: { error_code: 'APIGW.0201', error_msg: expect.stringContaining('too many connections') },
  });
  first.socket.destroy();
  await expect.poll(async () => (await speak(world, unknown)).status).toBe(404);
});

test('requests beyond those that may be worked on are turned away, and none is lost', async () => {
  const world = await worldWith({ maxRequests: 2 });
  const client = tokenClient(world, await tokenOf(world, world));
  let release = () => {};
  const held = world.server.data.store.write(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  const create = (name: string) =>
    client.send(createGroup, { project_id: world.projectId }, { name });
  const waiting = [create('first'), create('second')];
  await expect
    .poll(async () => await create('third'))
    .toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { error_code: 'APIGW.0201', error_msg: expect.stringContaining('too many requests') },
    });
  expect((await fetch(`${world.endpoint}/readyz`)).status).toBe(200);
  release();
  await held;
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201]);
  expect((await create('third')).status).toBe(201);
});

test.each([
  ['nothing', ''],
  ['half a head', 'GET /healthz HTTP/1.1\r\nHo'],
  ['half a body', 'POST /v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{'],
])('who sends %s is told so after a while', async (_what, bytes) => {
  const world = await worldWith({ headerTimeout: 1, requestTimeout: 1 });
  expect(await speak(world, bytes)).toMatchObject({
    status: 408,
    body: { error_code: 'APIGW.0201', error_msg: expect.stringContaining('API request error.') },
  });
});

test.each([
  ['nothing', ''],
  ['half a greeting', Buffer.from('16030100a5010000a10303', 'hex')],
  ['no greeting', 'GET / HTTP/1.1\r\n'],
])('who sends %s where a handshake is due loses the connection', async (_what, bytes) => {
  const { socket } = await connected(await worldWith({ headerTimeout: 1 }, tls));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await ended(socket);
});

test('an idle connection is closed after a while', async () => {
  const world = await worldWith({ keepAliveTimeout: 1 });
  const { socket, received } = await connected(world);
  socket.write(get);
  await ended(socket);
  expect(received()).toMatch(/^HTTP\/1\.1 200 /);
});

test('who does not take an answer loses the connection', async () => {
  const world = await worldWith({ requestTimeout: 1, headerTimeout: 1 });
  const text = await (await fetch(`${world.endpoint}/openapi.json`)).text();
  const times = Math.ceil(40_000_000 / text.length);
  const { socket, received } = await connected(world);
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(times));
  // Longer than an answer may take; what the system kept for the connection may still come.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  socket.resume();
  await ended(socket);
  expect(received().length).toBeLessThan(text.length * times);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signingClient } from '../clients.ts';
import { operationOf } from '../strict-answers.ts';
import { bundledServer, type ServerProcess, startProcess } from './server-process.ts';

const createGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');
const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');

const directory = mkdtempSync(join(tmpdir(), 'atelier-crowd-'));
const crowd: Socket[] = [];
let server: ServerProcess;
beforeAll(async () => {
  server = await startProcess(await bundledServer(directory), join(directory, 'data'));
});
afterAll(async () => {
  for (const socket of crowd) socket.destroy();
  await server?.kill();
  rmSync(directory, { recursive: true });
});

/** As many as the system lets one process have, with some to spare for the rest. */
function crowdSize(): number {
  const { userLimits } = process.report.getReport() as unknown as {
    userLimits: { open_files: { hard: number | 'unlimited' } };
  };
  const { hard } = userLimits.open_files;
  return Math.min(5000, hard === 'unlimited' ? 5000 : hard - 500);
}

/** What those who never finish begin with. */
const beginnings = [
  '',
  'GET /v4/user HTTP/1.1\r\nHost: x\r\nX-Auth-',
  'POST /v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"auth":',
];

test('5,000 connections that never finish a request keep nobody from being answered', async () => {
  const { endpoint, first } = server;
  if (!first) throw new Error('the server starts for the first time');
  const { hostname, port } = new URL(endpoint);
  const size = crowdSize();
  const opened = Array.from({ length: size }, async (_, i) => {
    const socket = connect({ host: hostname, port: Number(port) });
    crowd.push(socket);
    await new Promise((resolve, reject) => socket.on('connect', resolve).on('error', reject));
    socket.write(beginnings[i % beginnings.length] ?? '');
  });
  await Promise.all(opened);
  const still = () => crowd.filter((socket) => !socket.closed && !socket.readableEnded).length;
  expect(still()).toBe(size);

  const client = signingClient({ endpoint }, first);
  const { projectId: project_id } = first;
  const created = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      client.send(createGroup, { project_id }, { name: `g${i}` }),
    ),
  );
  expect(created.map(({ status }) => status)).toEqual(created.map(() => 201));
  expect((await client.send(showUser)).status).toBe(200);
  expect((await fetch(`${endpoint}/readyz`)).status).toBe(200);
  // They were all there while others were served.
  expect(still()).toBe(size);
});

import { expect, it } from 'vitest';
import { ask, signed, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { buildProject, onEveryStore } from '../scene.ts';
import { speak } from './raw-socket.ts';

const createJobGroup = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');

const megabyte = 1024 * 1024;
const create = `/v1/job/${buildProject}/group/create`;
const refused = (status: number, text: string) => ({
  status,
  body: { error_code: 'APIGW.0201', error_msg: expect.stringContaining(text) },
});
const tooLarge = refused(413, 'Request entity too large.');

onEveryStore((scene) => {
  it('takes a body of 12 MB and none that is larger', async () => {
    const { world } = scene;
    const token = await tokenOf(world, world);
    const start = '{"name":"","description":"';
    const bodyOf = (bytes: number) => `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
    for (const [bytes, expected] of [
      [12 * megabyte, { status: 400, body: { error_code: 'CB.00060200' } }],
      [12 * megabyte + 1, tooLarge],
    ] as const) {
      const request = { method: 'POST', target: create, body: bodyOf(bytes) };
      for (const headers of [{ 'X-Auth-Token': token }, signed(world, request)]) {
        const answer = await ask(world, { ...request, headers }, createJobGroup);
        expect(answer).toMatchObject(expected);
      }
    }
  });

  it('counts a body in chunks too', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const head = `POST ${create} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${token}\r\n`;
    const chunk = `${megabyte.toString(16)}\r\n${'x'.repeat(megabyte)}\r\n`;
    const bytes = `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(13)}`;
    expect(await speak(scene.world, bytes, createJobGroup)).toMatchObject(tooLarge);
  });

  it('refuses a caller whom it does not know before it reads the body', async () => {
    const head = `POST ${create} HTTP/1.1\r\nHost: x\r\nContent-Length: ${20 * megabyte}\r\n\r\n`;
    for (const credential of ['', 'X-Auth-Token: bad\r\n']) {
      const bytes = head.replace('Host: x\r\n', `Host: x\r\n${credential}`);
      const answer = await speak(scene.world, bytes, createJobGroup);
      expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
    }
  });

  it('takes a token of 100,000 characters and 128 KB of headers, and refuses 200 KB', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const request = { method: 'GET', target: '/v4/user' };
    const long = await ask(
      scene.world,
      { ...request, headers: { 'X-Auth-Token': 'x'.repeat(100_000) } },
      showUser,
    );
    expect(long).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
    const padded = { 'X-Auth-Token': token, 'X-Padding': 'x'.repeat(127 * 1024) };
    expect((await ask(scene.world, { ...request, headers: padded }, showUser)).status).toBe(200);
    const head = `GET /v4/user HTTP/1.1\r\nHost: x\r\nX-Padding: ${'x'.repeat(200 * 1024)}\r\n\r\n`;
    const answer = await speak(scene.world, head, showUser);
    expect(answer).toMatchObject(refused(494, 'Request headers too large.'));
  });

  it('takes a target of 32 KB and none that is longer', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const headers = { 'X-Auth-Token': token };
    const path = '/v4/user?x=';
    for (const [length, expected] of [
      [32 * 1024, { status: 200 }],
      [32 * 1024 + 1, refused(414, 'Request URI too large.')],
    ] as const) {
      const target = path.padEnd(length, 'x');
      const answer = await ask(scene.world, { method: 'GET', target, headers }, showUser);
      expect(answer).toMatchObject(expected);
    }
    const anonymous = { method: 'GET', target: `/${'x'.repeat(100 * 1024)}` };
    expect(await ask(scene.world, anonymous)).toMatchObject(refused(414, 'URI too large'));
  });

  it.each([
    ['nothing that is HTTP', 'hello\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex')],
    ['an HTTP/2 greeting', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown method', 'MAKE / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an unknown version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['no Host', 'GET /v4/user HTTP/1.1\r\n\r\n'],
    ['no Host for a login', 'POST /v3/auth/tokens HTTP/1.1\r\nContent-Length: 0\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
    ['a blank in a header name', 'GET / HTTP/1.1\r\nHost: x\r\nA B: y\r\n\r\n'],
    ['a control character', 'GET / HTTP/1.1\r\nHost: x\r\nA: \u0001\r\n\r\n'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    ],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: one\r\n\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bad escape', 'GET /v4/%zz HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an escape that is no UTF-8', 'GET /v4/%ff HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['another expectation', 'GET /v4/user HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n'],
  ])('answers %s with 400', async (_what, bytes) => {
    expect(await speak(scene.world, bytes)).toMatchObject(refused(400, 'API request error.'));
  });

  it.each([
    ['HTTP/1.0', 'GET /v4/user HTTP/1.0\r\nHost: x\r\n\r\n', 401],
    ['two names for one server', 'GET http://x/v4/user HTTP/1.1\r\nHost: x\r\n\r\n', 401],
    ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    ['every path', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 404],
    [
      'another protocol',
      'GET /v4/user HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      401,
    ],
    ['an empty line before', '\r\nGET /v4/user HTTP/1.1\r\nHost: x\r\n\r\n', 401],
  ])('answers a request for %s', async (_what, bytes, status) => {
    expect((await speak(scene.world, bytes)).status).toBe(status);
  });

  it('says so where a query is no UTF-8', async () => {
    const headers = { 'X-Auth-Token': await tokenOf(scene.world, scene.world) };
    for (const target of [
      '/v4/projects?search=%ff',
      '/v4/projects?search=%',
      '/v4/projects?%zz=1',
    ]) {
      const answer = await ask(scene.world, { method: 'GET', target, headers });
      expect(answer).toMatchObject(refused(400, 'the query is not percent-encoded UTF-8'));
    }
  });

  it('waits for a body that is announced with 100-continue', async () => {
    const token = await tokenOf(scene.world, scene.world);
    const head = `POST ${create} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n`;
    const bytes = `${head}X-Auth-Token: ${token}\r\n\r\n{}`;
    const answer = await speak(scene.world, bytes, createJobGroup);
    expect(answer).toMatchObject({ status: 400, body: { error_code: 'CB.00060200' } });
  });
});

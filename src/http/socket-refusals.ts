import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type GatewayRefusal, gatewayFailure } from '../facades/gateway/errors.ts';
import type { Refusals } from './refusals.ts';

/** How long a refused client may take to hear it, in ms. */
const lingering = 1000;

/** The answer that is being worked on for a connection, if any. */
const answering = new WeakMap<Socket, ServerResponse>();

/** Answers in the gateway's shape where Node would answer by itself, without a body. */
export function refuseOddities(server: Server, refusals: Refusals): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answering.set(request.socket, response);
  });
  server.on('checkExpectation', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const { status, code, headers, text } = bareFailure('bad-request', 'only Expect: 100-continue');
    refusals.note(code, socket.remoteAddress, 'stranger');
    response.writeHead(status, headers).end(text);
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    writeBare(socket, 'unknown-route', refusals);
  });
}

/** Answers on the bare socket what Node's parser refuses, in the gateway's shape. */
export function refuseOnSocket(
  error: Error & { code?: string },
  socket: Socket,
  refusals: Refusals,
): void {
  // Before the handshake is done nothing can be said.
  const unheard = (socket as { secureConnecting?: boolean }).secureConnecting === true;
  if (error.code === 'ECONNRESET' || unheard || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = parserRefusals[error.code ?? ''] ?? 'bad-request';
  const refuse = () => writeBare(socket, refusal, refusals);
  const earlier = answering.get(socket);
  // What came before on this connection may have changed something, and is answered first.
  if (earlier?.req.complete && !earlier.writableFinished) earlier.once('finish', refuse);
  else refuse();
}

/** Refuses a whole connection; what its client sends meanwhile is not looked at. */
export function refuseSocket(
  socket: Socket,
  refusal: GatewayRefusal,
  refusals: Refusals,
  detail: string,
): void {
  socket.on('error', () => undefined);
  socket.resume();
  socket.setTimeout(lingering, () => socket.destroy());
  writeBare(socket, refusal, refusals, detail);
}

/** What codes of Node's parser mean, where it is more than a bad request. */
const parserRefusals: Readonly<Record<string, GatewayRefusal>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
};

function writeBare(
  socket: Socket,
  refusal: GatewayRefusal,
  refusals: Refusals,
  detail?: string,
): void {
  if (!socket.writable) return;
  const { status, code, headers, text } = bareFailure(refusal, detail);
  refusals.note(code, socket.remoteAddress, 'stranger');
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
}

function bareFailure(refusal: GatewayRefusal, detail?: string) {
  const requestId = randomBytes(16).toString('hex');
  const { status, code, body } = gatewayFailure(refusal, requestId, detail);
  const text = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    'X-Request-Id': requestId,
    ...(status === 503 ? { 'Retry-After': '1' } : {}),
    Connection: 'close',
  };
  return { status, code, headers, text };
}

import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type GatewayRefusal, gatewayFailure } from '../facades/gateway/errors.ts';

/** The answer that is being worked on for a connection, if any. */
const answering = new WeakMap<Socket, ServerResponse>();

/** Answers in the gateway's shape where Node would answer by itself, without a body. */
export function refuseOddities(server: Server): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answering.set(request.socket, response);
  });
  server.on('checkExpectation', (_request, response) => {
    const { status, headers, text } = bareFailure('bad-request', 'only Expect: 100-continue');
    response.writeHead(status, headers).end(text);
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    writeBare(socket, 'unknown-route');
  });
}

/** Answers on the bare socket what Node's parser refuses, in the gateway's shape. */
export function refuseOnSocket(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const refuse = () => writeBare(socket, tooLarge ? 'headers-too-large' : 'bad-request');
  const earlier = answering.get(socket);
  // What came before on this connection may have changed something, and is answered first.
  if (earlier?.req.complete && !earlier.writableFinished) earlier.once('finish', refuse);
  else refuse();
}

function writeBare(socket: Socket, refusal: GatewayRefusal): void {
  if (!socket.writable) return;
  const { status, headers, text } = bareFailure(refusal);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
}

function bareFailure(refusal: GatewayRefusal, detail?: string) {
  const requestId = randomBytes(16).toString('hex');
  const { status, body } = gatewayFailure(refusal, requestId, detail);
  const text = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    'X-Request-Id': requestId,
    Connection: 'close',
  };
  return { status, headers, text };
}

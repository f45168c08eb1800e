import type { ServerResponse } from 'node:http';
import type { Server, Socket } from 'node:net';
import { GatewayRefused } from './gateway-refused.ts';
import type { Refusals } from './refusals.ts';
import { refuseSocket } from './socket-refusals.ts';

/** How much the server takes on, and how long it waits; times in seconds. */
export interface ServingLimits {
  /** Connections open at once; one more is answered 503 and closed. */
  readonly maxConnections: number;
  /** Operations worked on at once, those that wait for the store included; more hear 503. */
  readonly maxRequests: number;
  /** From the opening of a connection, or the first byte of a later request, to the end of its head. */
  readonly headerTimeout: number;
  /** For a whole request to come in, and for an answer to be taken. */
  readonly requestTimeout: number;
  /** Between two requests on one connection. */
  readonly keepAliveTimeout: number;
  /** What one request of git may send, in MB. */
  readonly gitBody: number;
  /** Whether git may send passwords over plain http from other machines. */
  readonly gitOverPlainHttp: boolean;
}

export const defaultServingLimits: ServingLimits = {
  maxConnections: 10_000,
  maxRequests: 1024,
  headerTimeout: 15,
  // 12 MB on a slow line.
  requestTimeout: 120,
  keepAliveTimeout: 72,
  gitBody: 10_240,
  gitOverPlainHttp: false,
};

/** How many refused connections may still be hearing why; beyond, they are closed without a word. */
const refusedAtOnce = 256;

/** Counts the operations that are being worked on, and lets no more in than there may be. */
export class WorkInProgress {
  readonly #most: number;
  #now = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get now(): number {
    return this.#now;
  }

  /** To be followed by `leave`. Throws GatewayRefused `unavailable`. */
  enter(): void {
    if (this.#now >= this.#most) {
      throw new GatewayRefused('unavailable', 'too many requests are being worked on');
    }
    this.#now += 1;
  }

  leave(): void {
    this.#now -= 1;
  }
}

/** The connections of a server, no more than there may be. */
export interface OpenConnections {
  readonly now: number;
}

/**
 * Lets at most so many connections in; one more is told so and closed, or only closed where it is
 * encrypted, since saying it would take the handshake first.
 */
export function limitConnections(
  server: Server,
  most: number,
  refusals: Refusals,
): OpenConnections {
  const open = { now: 0 };
  const letIn = server.listeners('connection') as ((socket: Socket) => void)[];
  const encrypted = 'setSecureContext' in server;
  server.maxConnections = most + refusedAtOnce;
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (open.now >= most) {
      if (encrypted) socket.destroy();
      else refuseSocket(socket, 'unavailable', refusals, 'too many connections are open');
      return;
    }
    open.now += 1;
    socket.once('close', () => {
      open.now -= 1;
    });
    for (const listener of letIn) listener.call(server, socket);
  });
  return open;
}

/** Answers up to this length fit into what the system keeps for a connection. */
const shortAnswer = 64 * 1024;

/** Ends the connection of a client that does not take a long answer in time. */
export function dropIfTakenSlowly(
  response: ServerResponse,
  length: number,
  { requestTimeout }: ServingLimits,
): void {
  if (length <= shortAnswer) return;
  const late = setTimeout(() => response.destroy(), requestTimeout * 1000);
  late.unref();
  response.once('close', () => clearTimeout(late));
}

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../domain/access/index.ts';
import { splitTarget } from '../domain/access/signature/index.ts';
import type { Origin } from '../domain/kernel/index.ts';
import type { Bytes } from '../domain/repositories/index.ts';
import {
  GitBodyTooLarge,
  type GitFailure,
  type GitShop,
  type GitTarget,
  gitFailure,
  gitPrincipal,
  gitTarget,
  loginWanted,
  noteGitRefusal,
  ProtocolError,
  plainFilesRefused,
  plainHttpRefused,
  serveGit,
  spokenProtocol,
} from '../facades/git/index.ts';
import { endIfClosing } from './closing.ts';
import type { ServingLimits } from './limits.ts';
import type { Refusals } from './refusals.ts';

export interface GitDoorOptions {
  readonly shop: GitShop;
  readonly limits: ServingLimits;
  readonly refusals: Refusals;
  readonly originOf: (request: FastifyRequest) => Origin;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What git asks for, where it is git that asks. */
    git: GitTarget | undefined;
  }
}

/** Connections whose requests may take as long as something still moves. */
const streaming = new WeakSet<object>();

/** Whether Node's limit on the time of a whole request is not meant for this connection now. */
export function mayTakeLonger(error: Error & { code?: string }, socket: Socket): boolean {
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && streaming.has(socket);
}

/**
 * Git's own protocol, at the clone addresses and nowhere else: bodies are neither limited as others
 * are nor kept, and answers flow as git makes them. See docs/decisions/0018.
 */
export function mountGit(app: FastifyInstance, options: GitDoorOptions): void {
  app.decorateRequest('git', undefined);
  void app.register(async (door) => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', (_request, _payload, done) => done(null));
    door.setErrorHandler(async (error, request, reply) => {
      const failure = gitFailure(error, request.id);
      await noteIfKnown(options, request, failure);
      return fail(reply, options, failure);
    });
    door.route({
      method: ['GET', 'POST'],
      // The clone addresses begin with the project, and no operation's path does.
      url: '/:project(^[0-9a-fA-F]{32}$)/*',
      async onRequest(request, reply) {
        // The target for the router has no query where escapes were resolved.
        const { rawQuery } = splitTarget(request.originalUrl);
        const service = new URLSearchParams(rawQuery).get('service');
        const target = gitTarget(request.method, pathOf(request), service);
        if (target === undefined) return reply.callNotFound();
        if (target === 'plain-files') return fail(reply, options, plainFilesRefused);
        request.git = target;
        const { limits, shop } = options;
        // Before git is asked for a password, so that it sends none.
        if (!limits.gitOverPlainHttp && request.protocol !== 'https' && !isLoopback(request.ip)) {
          return fail(reply, options, plainHttpRefused);
        }
        const { authorization } = request.headers;
        const principal = await gitPrincipal(shop, authorization, request.ip, Date.now());
        if (!principal) return fail(reply, options, loginWanted);
        request.caller = { principal, credential: { kind: 'git-password' } };
      },
      handler: (request, reply) => serve(request, reply, options),
    });
  });
}

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GitDoorOptions,
): Promise<FastifyReply> {
  const { git: target, caller, raw } = request;
  if (!target || !caller) throw new Error('git is served to somebody for something');
  const { shop, limits } = options;
  const nobodyWaits = new AbortController();
  reply.raw.once('close', () => {
    streaming.delete(raw.socket);
    if (!reply.raw.writableFinished) nobodyWaits.abort(new Error('the client has gone'));
  });
  streaming.add(raw.socket);
  // However long it takes, as long as something moves; Node sets its own time for what follows.
  raw.socket.setTimeout(limits.requestTimeout * 1000);
  const body = bodyOf(raw, limits.gitBody * 1024 * 1024);
  // What of it nobody reads would stand before the connection's next request.
  reply.raw.once('finish', () => void body.return(undefined));
  const answer = await serveGit(shop, {
    target,
    principal: caller.principal,
    origin: options.originOf(request),
    path: pathOf(request),
    body,
    work: {
      signal: nobodyWaits.signal,
      protocol: spokenProtocol(target.service, headerOf(raw, 'git-protocol')),
    },
  });
  const bytes = answer.body[Symbol.asyncIterator]();
  // What fails before anything was said can still be told by a status.
  const first = await bytes.next();
  endIfClosing(reply);
  const stream = Readable.from(going(first, bytes), { objectMode: false });
  return reply.type(answer.contentType).header('cache-control', 'no-cache').send(stream);
}

async function* going(first: IteratorResult<Uint8Array>, rest: AsyncIterator<Uint8Array>): Bytes {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * The body as it comes, uncompressed. What is beyond so many bytes is read and dropped before it is
 * refused: git listens to nothing before it has sent everything.
 */
async function* bodyOf(raw: IncomingMessage, most: number): AsyncGenerator<Uint8Array> {
  const zipped = /^(x-)?gzip$/i.test(headerOf(raw, 'content-encoding') ?? '');
  const plain = zipped ? pipeline(raw, createGunzip(), () => undefined) : raw;
  let length = 0;
  try {
    for await (const portion of plain.iterator({ destroyOnReturn: false })) {
      length += portion.length;
      if (length <= most) yield portion;
    }
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error;
    throw new ProtocolError('the body is not what gzip makes');
  } finally {
    plain.resume();
  }
  if (length > most) throw new GitBodyTooLarge(`A push is of at most ${most} bytes.`);
}

function headerOf(raw: IncomingMessage, name: string): string | undefined {
  const value = raw.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

const pathOf = (request: FastifyRequest) => splitTarget(request.url).rawPath;

async function noteIfKnown(
  { shop, originOf }: GitDoorOptions,
  request: FastifyRequest,
  { status, code }: GitFailure,
): Promise<void> {
  const { git: target, caller } = request;
  if (!target || !caller || status >= 500) return;
  const call = {
    target,
    principal: caller.principal,
    origin: originOf(request),
    path: pathOf(request),
  };
  await noteGitRefusal(shop, call, { code, status });
}

function fail(
  reply: FastifyReply,
  { refusals }: GitDoorOptions,
  { status, code, text, headers = {}, fault }: GitFailure,
): FastifyReply {
  const { id: requestId, caller, ip } = reply.request;
  // Git always tries without a password first.
  if (status !== 401 || reply.request.headers.authorization) {
    refusals.note(code, ip, caller ? 'proved' : 'stranger');
  }
  reply.request.failure = code;
  if (fault) reply.log.error({ err: fault, requestId }, 'request failed');
  endIfClosing(reply);
  // Git shows plain text to its user.
  return reply.code(status).headers(headers).type('text/plain; charset=utf-8').send(`${text}\n`);
}

import type { IncomingMessage } from 'node:http';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import type { Service } from '../contract/service.ts';
import type { Caller } from '../domain/access/index.ts';
import { decodePath, parseQuery, splitTarget } from '../domain/access/signature/index.ts';
import { type Clock, type Origin, Problem, randomDigits } from '../domain/kernel/index.ts';
import { sealRefusal } from '../facades/authorization-message.ts';
import type { Context, Workshop } from '../facades/context.ts';
import type { GitShop } from '../facades/git/index.ts';
import { anyone } from '../facades/permissions.ts';
import { logRequests } from './access-log.ts';
import { BodyIntake, bodyLimits } from './bodies.ts';
import { dropSilentConnections, endIfClosing } from './closing.ts';
import { type CredentialDesk, type Identification, identify, verify } from './credentials.ts';
import { type RenderedFailure, renderFailure } from './failures.ts';
import { GatewayRefused } from './gateway-refused.ts';
import { mayTakeLonger, mountGit } from './git-door.ts';
import { mountHealth, type Stopping } from './health.ts';
import { jsonOf } from './json-body.ts';
import {
  dropIfTakenSlowly,
  limitConnections,
  type ServingLimits,
  WorkInProgress,
} from './limits.ts';
import type { Metrics } from './metrics.ts';
import { noteRefusal } from './noted-refusals.ts';
import { Refusals } from './refusals.ts';
import { type Offer, pathParameters, type Route, routesOf, select } from './routes.ts';
import { type Call, runOperation } from './run-operation.ts';
import { refuseOddities, refuseOnSocket } from './socket-refusals.ts';

export interface HttpOptions {
  readonly services: readonly Service<Context>[];
  readonly workshop: Workshop & { readonly clock: Clock };
  readonly desk: CredentialDesk;
  readonly git: GitShop;
  /** JSON documents that anyone may read, by path: the OpenAPI description. */
  readonly documents: Readonly<Record<string, (baseUrl: string) => string>>;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  readonly logLevel: string;
  /** Whether requests are logged one by one. */
  readonly accessLog: boolean;
  readonly limits: ServingLimits;
  readonly stopping: Stopping;
  /** Absent where nobody asks for them. */
  readonly metrics: Metrics | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, as far as the headers prove it. */
    identification: Identification | undefined;
    /** Who calls, once it is proved. */
    caller: Caller | undefined;
    /** The operation that is meant, as far as it is known yet. */
    offer: Offer | undefined;
    /** The code of the failure that was answered. */
    failure: string | undefined;
  }
}

const maxHeaderBytes = 192 * 1024;
const maxTargetLength = 32 * 1024;
/** How often Node looks for requests that take too long to come in, in ms. */
const lookForSlowEvery = 1000;
const json = 'application/json; charset=utf-8';

/** What all requests go through. */
interface Hall extends HttpOptions {
  readonly refusals: Refusals;
  readonly work: WorkInProgress;
}

/** The HTTP side of the server: not listening yet, everything mounted. */
export function httpServer(options: HttpOptions): FastifyInstance {
  const { limits, accessLog, metrics, workshop, stopping } = options;
  const intake = new BodyIntake(bodyLimits);
  const refusals = new Refusals();
  const work = new WorkInProgress(limits.maxRequests);
  const hall = { ...options, refusals, work };
  const app = assemble(hall);
  const connections = limitConnections(app.server, limits.maxConnections, refusals);
  for (const fact of ['identification', 'caller', 'offer', 'failure']) {
    app.decorateRequest(fact, undefined);
  }

  // A signed GET or HEAD may carry a body, and its hash needs the bytes.
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  app.addHttpMethod('HEAD', { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (request: FastifyRequest, stream: IncomingMessage) =>
    intake.collect(stream, senderOf(request)),
  );

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (request.originalUrl.length > maxTargetLength) done(new GatewayRefused('uri-too-large'));
    // HTTP/1.1 asks for it; Node's own refusal would have no body.
    else if (request.headers.host === undefined) done(new GatewayRefused('bad-request', 'no Host'));
    else done();
  });
  dropSilentConnections(app);
  app.setNotFoundHandler((request, reply) => {
    fail(reply, failureFor(hall, request, new GatewayRefused('unknown-route')), refusals);
  });
  app.setErrorHandler(async (error, request, reply) => {
    let failure = failureFor(hall, request, error);
    try {
      await noteRefusal(hall, request, failure);
    } catch (unnoted) {
      failure = failureFor(hall, request, unnoted);
    }
    return fail(reply, failure, refusals);
  });
  refusals.reportTo(app);
  if (accessLog) logRequests(app);
  metrics?.watch(app, { refusals, work, connections });

  for (const route of routesOf(options.services, (operation) => operation.permission === anyone)) {
    mount(app, hall, route);
  }
  mountGit(app, {
    shop: options.git,
    limits,
    refusals,
    originOf: (request) => originOf(request, workshop.regions),
  });
  mountHealth(app, workshop.store, stopping);
  for (const [path, document] of Object.entries(options.documents)) {
    app.get(path, async (request, reply) => {
      const text = document(baseUrlOf(request));
      dropIfTakenSlowly(reply.raw, text.length, limits);
      return reply.type(json).send(text);
    });
  }
  return app;
}

/** From the headers on, what happens to a request of one route. */
function mount(app: FastifyInstance, hall: Hall, route: Route): void {
  const { workshop } = hall;
  app.route({
    method: route.method,
    url: route.url,
    async onRequest(request) {
      request.offer = route.offers[0];
      if (route.open) return;
      const identification = await identify(hall.desk, request.raw, request.ip, Date.now());
      request.identification = identification;
      if (!identification.signed) request.caller = identification.caller;
    },
    async handler(request, reply) {
      const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
      const { method } = request;
      const rawTarget = request.originalUrl;
      const { rawPath, rawQuery } = splitTarget(rawTarget);
      const form =
        request.identification &&
        verify(hall.desk, request.identification, { method, rawTarget, body }, Date.now());
      request.caller = request.identification?.caller;
      const credential = request.caller?.credential;
      if (credential?.kind === 'access-key') {
        hall.workshop.keyUses.note(credential.accessKey, hall.workshop.clock.now());
      }
      // A signature opens the path that it was made for, whatever else its spelling could mean.
      const respelt = form !== undefined && form.path !== decodePath(rawPath);
      const path = respelt
        ? pathParameters(route, form.path)
        : (request.params as Record<string, string>);
      if (!path) throw new GatewayRefused('unknown-route');

      const offer = select(route, request.host, () => valueOrNothing(body));
      request.offer = offer;
      if (!offer) throw new GatewayRefused('unknown-route');
      if (form?.payload === 'header' && offer.operation.body) throw unsignedBody;
      const call: Call = {
        caller: request.caller,
        origin: originOf(request, workshop.regions),
        path,
        query: firstValues(rawQuery, form === undefined || form.query === 'verbatim'),
        header: request.headers as Record<string, string | undefined>,
        body,
        baseUrl: baseUrlOf(request),
      };
      return answer(reply, hall, offer, call);
    },
  });
}

async function answer(
  reply: FastifyReply,
  { workshop, work, limits }: Hall,
  offer: Offer,
  call: Call,
): Promise<FastifyReply> {
  work.enter();
  const {
    status,
    headers,
    json: body,
  } = await runOperation(workshop, offer, call).finally(() => work.leave());
  endIfClosing(reply);
  reply.code(status).headers(offer.service.headers(call.origin.requestId)).headers(headers);
  if (body === undefined) return reply.send();
  dropIfTakenSlowly(reply.raw, body.length, limits);
  return reply.header('content-type', json).send(body);
}

function failureFor(
  { workshop }: Hall,
  { offer, id, caller }: FastifyRequest,
  thrown: unknown,
): RenderedFailure {
  const sealed =
    caller && ((refusal: Problem) => sealRefusal(workshop.vault, caller.principal, refusal, id));
  return renderFailure(refusalOf(thrown), offer?.service, id, sealed);
}

function fail(reply: FastifyReply, failure: RenderedFailure, refusals: Refusals): FastifyReply {
  const { id: requestId, offer, caller, ip } = reply.request;
  const { status, code, body, fault } = failure;
  refusals.note(code, ip, caller ? 'proved' : 'stranger');
  reply.request.failure = code;
  if (fault) reply.log.error({ err: fault, requestId }, 'request failed');
  endIfClosing(reply);
  // Where a request is not even routed, no hook has set it.
  reply.header('x-request-id', requestId);
  if (offer) reply.headers(offer.service.headers(requestId));
  if (status === 429 || status === 503) reply.header('retry-after', '1');
  // What is left of a refused body is not worth reading.
  if (status === 413) reply.header('connection', 'close');
  return reply.code(status).type(json).send(JSON.stringify(body));
}

/** Fastify's own refusals as the gateway's; anything else as it is. */
function refusalOf(thrown: unknown): unknown {
  const status = (thrown as { statusCode?: number }).statusCode;
  const code = (thrown as { code?: string }).code;
  if (!code?.startsWith('FST_') || status === undefined || status >= 500) return thrown;
  if (status === 413) return new GatewayRefused('body-too-large');
  return new GatewayRefused(status === 414 ? 'uri-too-large' : 'bad-request');
}

/** A body that the signature leaves open could be anyone's; the SDKs sign all JSON. */
const unsignedBody = new Problem('invalid', {
  subject: 'request',
  field: 'body',
  reason: 'must be JSON, sent as application/json and signed',
});

function senderOf({ identification }: FastifyRequest): 'proved' | 'unproved' | 'anonymous' {
  if (!identification) return 'anonymous';
  return identification.signed ? 'unproved' : 'proved';
}

function firstValues(rawQuery: string, plusIsBlank: boolean): Record<string, string> {
  const pairs = parseQuery(rawQuery, { plusIsBlank });
  if (!pairs) throw new GatewayRefused('bad-request', 'the query is not percent-encoded UTF-8');
  const values: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (!Object.hasOwn(values, name)) values[name] = value;
  }
  return values;
}

/** Where a request comes from and what it says of itself, for rules and the audit. */
function originOf(
  { id, ip, identification }: FastifyRequest,
  [defaultRegion = '']: readonly string[],
): Origin {
  const iamProject = identification?.iamProject;
  return {
    requestId: id,
    address: ip,
    time: Date.now(),
    // A sub-project is called `<region>_<word>`, and no region has that mark in its name.
    region: iamProject?.split('_', 1)[0] ?? defaultRegion,
    ...(iamProject === undefined ? {} : { iamProject }),
  };
}

/** The body as a selector sees it: what is not JSON says nothing, and is refused later. */
function valueOrNothing(body: Buffer): unknown {
  try {
    return jsonOf(body);
  } catch {
    return undefined;
  }
}

function baseUrlOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

/** Operations read their input by themselves; Fastify would load compilers of schemas all the same. */
const noCompilers = { buildValidator: noSchemas, buildSerializer: noSchemas };

function noSchemas(): never {
  throw new Error('a route has a schema for Fastify');
}

function assemble(hall: Hall): FastifyInstance {
  const { tls, logLevel, limits, refusals } = hall;
  const http = {
    maxHeaderSize: maxHeaderBytes,
    requireHostHeader: false,
    headersTimeout: limits.headerTimeout * 1000,
    connectionsCheckingInterval: lookForSlowEvery,
  };
  const handshakeTimeout = limits.headerTimeout * 1000;
  const common: FastifyServerOptions = {
    // Standard output belongs to what the command says.
    logger: { level: logLevel, stream: process.stderr },
    // One logger for all requests: what is logged names its request.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomDigits(32),
    requestIdHeader: false,
    bodyLimit: bodyLimits.body,
    requestTimeout: limits.requestTimeout * 1000,
    keepAliveTimeout: limits.keepAliveTimeout * 1000,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    schemaController: { compilersFactory: noCompilers },
    // What still comes in over open connections while stopping is served, not turned away.
    return503OnClosing: false,
    // Routes see the decoded path, the one text that signatures of all clients agree on.
    rewriteUrl: (request) => routedTarget(request.url ?? '/'),
    routerOptions: {
      // The canonical path of a signature always ends in a slash: both spellings are one path.
      ignoreTrailingSlash: true,
      maxParamLength: maxTargetLength,
      querystringParser: () => ({}),
    },
    frameworkErrors(error, request, reply) {
      fail(reply, failureFor(hall, request, error), refusals);
    },
    clientErrorHandler(error, socket) {
      if (!mayTakeLonger(error, socket)) refuseOnSocket(error, socket, refusals);
    },
  };
  const app = tls
    ? Fastify({ ...common, https: { ...http, ...tls, handshakeTimeout } } as FastifyServerOptions)
    : Fastify({ ...common, http });
  const { server } = app;
  refuseOddities(server, refusals);
  return app;
}

/** The target with every escape resolved and written anew, so that one text has one spelling. */
function routedTarget(rawTarget: string): string {
  if (!rawTarget.includes('%')) return rawTarget;
  const path = decodePath(splitTarget(rawTarget).rawPath);
  if (path === undefined) return rawTarget;
  return path.split('/').map(encodeURIComponent).join('/');
}

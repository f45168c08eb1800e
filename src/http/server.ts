import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import type { Service } from '../contract/service.ts';
import { decodePath, parseQuery, splitTarget } from '../domain/access/signature/index.ts';
import { type Clock, Problem } from '../domain/kernel/index.ts';
import type { Context, Workshop } from '../facades/context.ts';
import { anyone } from '../facades/permissions.ts';
import { BodyIntake, bodyLimits } from './bodies.ts';
import { dropSilentConnections, endIfClosing } from './closing.ts';
import { type CredentialDesk, type Identification, identify, verify } from './credentials.ts';
import { renderFailure } from './failures.ts';
import { GatewayRefused } from './gateway-refused.ts';
import { jsonOf } from './json-body.ts';
import { type Offer, pathParameters, type Route, routesOf, select } from './routes.ts';
import { type Call, runOperation } from './run-operation.ts';
import { refuseOddities, refuseOnSocket } from './socket-refusals.ts';

export interface HttpOptions {
  readonly services: readonly Service<Context>[];
  readonly workshop: Workshop & { readonly clock: Clock };
  readonly desk: CredentialDesk;
  /** JSON documents that anyone may read, by path: the OpenAPI description. */
  readonly documents: Readonly<Record<string, (baseUrl: string) => string>>;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  readonly logLevel: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls, as far as the headers prove it. */
    identification: Identification | undefined;
    /** The service that answers, once it is known. */
    service: Service<Context> | undefined;
  }
}

const maxHeaderBytes = 192 * 1024;
const maxTargetLength = 32 * 1024;
/** For a whole request to come in, 12 MB on a slow line included. */
const requestTimeoutMs = 120_000;
const json = 'application/json; charset=utf-8';

/** The HTTP side of the server: not listening yet, everything mounted. */
export function httpServer(options: HttpOptions): FastifyInstance {
  const intake = new BodyIntake(bodyLimits);
  const app = assemble(options);
  app.decorateRequest('identification', undefined);
  app.decorateRequest('service', undefined);

  // A signed GET may carry a body, and its hash needs the bytes.
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (request: FastifyRequest, stream: IncomingMessage) =>
    intake.collect(stream, senderOf(request)),
  );

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.originalUrl.length > maxTargetLength) throw new GatewayRefused('uri-too-large');
    // HTTP/1.1 asks for it; Node's own refusal would have no body.
    if (request.headers.host === undefined) throw new GatewayRefused('bad-request', 'no Host');
  });
  dropSilentConnections(app);
  app.setNotFoundHandler((request, reply) => {
    fail(reply, new GatewayRefused('unknown-route'), undefined, request.id);
  });
  app.setErrorHandler((error, request, reply) => {
    fail(reply, error, request.service, request.id);
  });

  for (const route of routesOf(options.services, (operation) => operation.permission === anyone)) {
    mount(app, options, route);
  }
  for (const [path, document] of Object.entries(options.documents)) {
    app.get(path, async (request, reply) => reply.type(json).send(document(baseUrlOf(request))));
  }
  return app;
}

/** From the headers on, what happens to a request of one route. */
function mount(app: FastifyInstance, options: HttpOptions, route: Route): void {
  app.route({
    method: route.method,
    url: route.url,
    async onRequest(request) {
      request.service = route.offers[0]?.service;
      if (route.open) return;
      request.identification = await identify(options.desk, request.raw, Date.now());
    },
    async handler(request, reply) {
      const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
      const { method, id, ip } = request;
      const rawTarget = request.originalUrl;
      const { rawPath, rawQuery } = splitTarget(rawTarget);
      const form =
        request.identification && verify(request.identification, { method, rawTarget, body });
      // A signature opens the path that it was made for, whatever else its spelling could mean.
      const respelt = form !== undefined && form.path !== decodePath(rawPath);
      const path = respelt
        ? pathParameters(route, form.path)
        : (request.params as Record<string, string>);
      if (!path) throw new GatewayRefused('unknown-route');

      const offer = select(route, request.host, () => valueOrNothing(body));
      if (!offer) throw new GatewayRefused('unknown-route');
      request.service = offer.service;
      if (form?.payload === 'header' && offer.operation.body) throw unsignedBody;
      const call: Call = {
        caller: request.identification?.caller,
        origin: { requestId: id, address: ip },
        path,
        query: firstValues(rawQuery, form === undefined || form.query === 'verbatim'),
        header: request.headers as Record<string, string | undefined>,
        body,
        baseUrl: baseUrlOf(request),
      };
      return answer(reply, options, offer, call);
    },
  });
}

async function answer(
  reply: FastifyReply,
  options: HttpOptions,
  offer: Offer,
  call: Call,
): Promise<FastifyReply> {
  const { status, headers, text } = await runOperation(options.workshop, offer, call);
  endIfClosing(reply);
  reply.code(status).headers(offer.service.headers(call.origin.requestId)).headers(headers);
  return text === undefined ? reply.send() : reply.type(json).send(text);
}

function fail(
  reply: FastifyReply,
  thrown: unknown,
  service: Service<Context> | undefined,
  requestId: string,
): void {
  const { status, body, fault } = renderFailure(refusalOf(thrown), service, requestId);
  if (fault) reply.log.error({ err: fault, requestId }, 'request failed');
  endIfClosing(reply);
  // Where a request is not even routed, no hook has set it.
  reply.header('x-request-id', requestId);
  if (service) reply.headers(service.headers(requestId));
  if (status === 429 || status === 503) reply.header('retry-after', '1');
  // What is left of a refused body is not worth reading.
  if (status === 413) reply.header('connection', 'close');
  reply.code(status).type(json).send(JSON.stringify(body));
}

/** Fastify's own refusals as the gateway's; anything else as it is. */
function refusalOf(thrown: unknown): unknown {
  const status = (thrown as { statusCode?: number }).statusCode;
  const code = (thrown as { code?: string }).code;
  if (!code?.startsWith('FST_') || status === undefined || status >= 500) return thrown;
  return new GatewayRefused(status === 413 ? 'body-too-large' : 'bad-request');
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

/** The body as a selector sees it: what is not JSON says nothing, and is refused later. */
function valueOrNothing(body: Uint8Array): unknown {
  try {
    return jsonOf(body);
  } catch {
    return undefined;
  }
}

function baseUrlOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

function assemble({ tls, logLevel }: HttpOptions): FastifyInstance {
  const http = { maxHeaderSize: maxHeaderBytes, requireHostHeader: false };
  const common: FastifyServerOptions = {
    // Standard output belongs to what the command says.
    logger: { level: logLevel, stream: process.stderr },
    // One logger for all requests: what is logged names its request.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID().replaceAll('-', ''),
    requestIdHeader: false,
    bodyLimit: bodyLimits.body,
    requestTimeout: requestTimeoutMs,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
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
      fail(reply, error, undefined, request.id);
    },
    clientErrorHandler: refuseOnSocket,
  };
  const app = tls
    ? Fastify({ ...common, https: { ...http, ...tls } } as FastifyServerOptions)
    : Fastify({ ...common, http });
  const { server } = app;
  refuseOddities(server);
  return app;
}

/** The target with every escape resolved and written anew, so that one text has one spelling. */
function routedTarget(rawTarget: string): string {
  if (!rawTarget.includes('%')) return rawTarget;
  const path = decodePath(splitTarget(rawTarget).rawPath);
  if (path === undefined) return rawTarget;
  return path.split('/').map(encodeURIComponent).join('/');
}

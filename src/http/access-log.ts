import type { FastifyInstance } from 'fastify';
import type { Caller } from '../domain/access/index.ts';

/**
 * One line for each request whose sender is proved, and for each login that succeeds. The rest are
 * strangers, whose refusals are told together (`Refusals`). A line tells who asked for what and how
 * it ended, and nothing of what was sent: no body, no value of path or query, no secret.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { caller, offer, git } = request;
    const { statusCode } = reply;
    if (caller || (offer && statusCode < 400)) {
      const { id, method, ip, failure } = request;
      app.log.info(
        {
          requestId: id,
          method,
          route: request.routeOptions.url,
          service: offer?.service.title ?? (git && 'Git'),
          operation: offer?.operation.name ?? git?.service,
          status: statusCode,
          code: failure,
          ms: Math.round(reply.elapsedTime * 1000) / 1000,
          user: caller?.principal.userId,
          credential: caller && credentialOf(caller),
          address: ip,
        },
        'request',
      );
    }
    done();
  });
}

/** `token (project)`, or the id of the access key. */
function credentialOf({ credential }: Caller): string {
  if (credential.kind === 'token') return `token (${credential.token.scope.kind})`;
  return credential.kind === 'access-key' ? credential.accessKey : credential.kind;
}

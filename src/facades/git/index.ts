import { principalOfGitLogin } from '../../domain/access/index.ts';
import { recordRefusal } from '../../domain/audit/index.ts';
import type { Origin, Principal } from '../../domain/kernel/index.ts';
import {
  type Bytes,
  type GitWork,
  gitAction,
  openForGit,
} from '../../domain/repositories/index.ts';
import { basicLogin } from './basic-login.ts';
import { flush, pktLines } from './pkt-lines.ts';
import { push } from './push.ts';
import type { GitShop } from './shop.ts';
import type { GitTarget } from './target.ts';

export {
  GitBodyTooLarge,
  type GitFailure,
  gitFailure,
  loginWanted,
  plainFilesRefused,
  plainHttpRefused,
} from './failures.ts';
export { ProtocolError } from './pkt-lines.ts';
export type { GitShop } from './shop.ts';
export { type GitTarget, gitTarget } from './target.ts';

/** A request of git whose sender is known. */
export interface GitCall {
  readonly target: GitTarget;
  readonly principal: Principal;
  readonly origin: Origin;
  /** For the audit, without anything secret. */
  readonly path: string;
  /** Uncompressed. */
  readonly body: Bytes;
  readonly work: GitWork;
}

export interface GitAnswer {
  readonly contentType: string;
  readonly body: Bytes;
}

/**
 * Who sends a request with this header, undefined where it names nobody. Throws what
 * `principalOfGitLogin` throws. `now` is real time in ms.
 */
export async function gitPrincipal(
  shop: GitShop,
  authorization: string | undefined,
  address: string,
  now: number,
): Promise<Principal | undefined> {
  const login = basicLogin(authorization);
  return login && principalOfGitLogin(shop.logins, login, address, now);
}

/**
 * Serves a request of git's protocol. Throws Problem, ProtocolError, GitRefused or GitUnavailable, also
 * when the answer's first bytes are asked for. Source: git's manual, gitprotocol-http.
 */
export async function serveGit(shop: GitShop, call: GitCall): Promise<GitAnswer> {
  const { target, principal, origin, work } = call;
  const { service, advertises, ...name } = target;
  const opened = await shop.store.read((records) =>
    openForGit(records, principal, service, shop.kinds, name, origin),
  );
  const { uuid } = opened.repository;
  const contentType = (what: string) => `application/x-git-${service}-${what}`;
  if (advertises) {
    const offer = shop.transport.advertise(uuid, service, work);
    return { contentType: contentType('advertisement'), body: announced(offer, target, work) };
  }
  const body =
    service === 'upload-pack'
      ? shop.transport.upload(uuid, call.body, work)
      : push(shop, opened, call.body, work, () =>
          noteGitRefusal(shop, call, { code: 'GIT.403', status: 403 }),
        );
  return { contentType: contentType('result'), body };
}

/** Notes in the audit that somebody who is known was refused. */
export function noteGitRefusal(
  { store, clock }: GitShop,
  { target, principal, origin, path }: Pick<GitCall, 'target' | 'principal' | 'origin' | 'path'>,
  { code, status }: { readonly code: string; readonly status: number },
): Promise<void> {
  const refused = {
    at: clock.now(),
    action: gitAction(target.service),
    resource: path,
    code,
    status,
  };
  return store.write((records) => recordRefusal(records, principal, origin, refused));
}

/** Before version 2 an offer begins with the name of the service. */
async function* announced(offer: Bytes, { service }: GitTarget, { protocol }: GitWork): Bytes {
  const inVersion2 = service === 'upload-pack' && protocol === 'version=2';
  if (!inVersion2) {
    yield pktLines(`# service=git-${service}\n`);
    yield flush;
  }
  yield* offer;
}

/** Of what a client says of versions the one that is spoken; anything else is as if it said nothing. */
export function spokenProtocol(service: string, said: string | undefined): string | undefined {
  if (service === 'receive-pack') return undefined;
  const versions = (said ?? '').split(':');
  return ['version=2', 'version=1'].find((version) => versions.includes(version));
}

import { Problem } from '../../domain/kernel/index.ts';
import { GitRefused, GitUnavailable } from '../../domain/repositories/index.ts';
import { StoreUnavailable } from '../../domain/store.ts';
import { ProtocolError } from './pkt-lines.ts';

/** A refusal as git shows it: the status, and text that it prints. */
export interface GitFailure {
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set where the fault is ours. */
  readonly fault?: Error;
}

/** A request that is longer than it may be. */
export class GitBodyTooLarge extends Error {}

const realm = { 'www-authenticate': 'Basic realm="Atelier", charset="UTF-8"' };

/** What makes git ask for a name and a password. */
export const loginWanted: GitFailure = {
  status: 401,
  code: 'GIT.401',
  text: 'A name (account/user) and the HTTPS password or a token are needed.',
  headers: realm,
};

export const plainFilesRefused: GitFailure = {
  status: 403,
  code: 'GIT.403',
  text: 'The dumb protocol is not spoken here: use git 1.6.6 or newer.',
};

export const plainHttpRefused: GitFailure = {
  status: 403,
  code: 'GIT.403',
  text: 'Passwords are not taken over plain http from other machines: use https.',
};

/** One answer for what is not there and what is hidden. */
const notFound: GitFailure = {
  status: 404,
  code: 'GIT.404',
  text: 'There is no such repository, or you may not see it.',
};

/** How git is told of whatever was thrown; what is unforeseen by the request's id alone. */
export function gitFailure(thrown: unknown, requestId: string): GitFailure {
  if (thrown instanceof Problem) return problemFailure(thrown);
  if (thrown instanceof ProtocolError) {
    return { status: 400, code: 'GIT.400', text: `Not understood: ${thrown.message}.` };
  }
  if (thrown instanceof GitRefused) {
    return { status: 400, code: 'GIT.400', text: `Git refuses this: ${thrown.message}` };
  }
  if (thrown instanceof GitBodyTooLarge) {
    return { status: 413, code: 'GIT.413', text: thrown.message };
  }
  const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (fault instanceof GitUnavailable || fault instanceof StoreUnavailable) {
    const text = `Not available at the moment (request ${requestId}).`;
    return { status: 503, code: 'GIT.503', text, headers: { 'retry-after': '1' }, fault };
  }
  return { status: 500, code: 'GIT.500', text: `Internal error (request ${requestId}).`, fault };
}

function problemFailure({ kind, reason }: Problem): GitFailure {
  switch (kind) {
    case 'wrong-password':
    case 'wrong-token':
      return { ...loginWanted, text: reason };
    case 'locked':
      return { status: 403, code: 'GIT.403', text: reason };
    case 'busy':
      return { status: 429, code: 'GIT.429', text: reason, headers: { 'retry-after': '1' } };
    case 'not-found':
    case 'project-hidden':
      return notFound;
    case 'forbidden':
      return { status: 403, code: 'GIT.403', text: reason };
    default:
      return { status: 400, code: 'GIT.400', text: reason };
  }
}

import {
  type Caller,
  CredentialRefused,
  callerOfToken,
  type Guard,
  type Guess,
  isNeverLocked,
  signerOfAccessKey,
  type Vault,
} from '../domain/access/index.ts';
import {
  lockedAccessKeyDetail,
  parseAuthorization,
  SignatureRefusal,
  type SignedRequestClaim,
  unknownAccessKeyDetail,
  type VerifiedForm,
  verifySignature,
} from '../domain/access/signature/index.ts';
import type { Records, Store } from '../domain/store.ts';

/** The request as far as credentials are concerned. */
export interface CredentialSight {
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Who calls, as the headers say. A token is proof at once; a signature must still be verified
 * against method, target and body, with `verify`.
 */
export interface Identification {
  readonly caller: Caller;
  readonly signed:
    | {
        readonly claim: SignedRequestClaim;
        readonly secretKey: string;
        /** What a wrong signature counts as. */
        readonly guess: Guess;
      }
    | undefined;
  /** Name of the IAM project that a token is scoped to, or that comes with a signature. */
  readonly iamProject: string | undefined;
}

/** What the gateway needs to know who calls. */
export interface CredentialDesk {
  readonly store: Store;
  readonly vault: Vault;
  readonly guard: Guard;
}

/**
 * Reads the credentials among the headers of a request from an address; signatures, token lifetimes
 * and locks go by the real clock. With both a signature and a token the signature decides, and the
 * token must be its owner's. Throws CredentialRefused or SignatureRefusal.
 * Source: DECISIONS, "Who may".
 */
export async function identify(
  desk: CredentialDesk,
  sight: CredentialSight,
  address: string,
  realNow: number,
): Promise<Identification> {
  const { headers } = sight;
  const token = single(headers['x-auth-token']);
  if (headers.authorization !== undefined) {
    const claim = parseAuthorization(sight.rawHeaders, realNow);
    return identifySigner(desk, claim, headers, address, realNow);
  }
  if (token === undefined) throw new CredentialRefused('missing', 'x-auth-token not found');
  return desk.store.consult(async (records) => {
    const caller = await callerOfToken(records, token, realNow);
    const iamProject = await iamProjectOf(records, caller, single(headers['x-project-id']));
    return { caller, iamProject, signed: undefined };
  });
}

async function identifySigner(
  { store, vault, guard }: CredentialDesk,
  claim: SignedRequestClaim,
  headers: CredentialSight['headers'],
  address: string,
  realNow: number,
): Promise<Identification> {
  const token = single(headers['x-auth-token']);
  const securityToken = single(headers['x-security-token']);
  const { accessKey } = claim;
  const guess: Guess = { accessKey, address };
  const locked = await guard.isLocked(guess, realNow);
  const work = async (records: Records): Promise<Identification> => {
    const holder = token === undefined ? undefined : await callerOfToken(records, token, realNow);
    const signer = await signerOfAccessKey(records, vault, { accessKey, securityToken }, realNow);
    if (locked && !isNeverLocked(guess, signer?.caller.principal)) {
      throw new CredentialRefused('bad-signature', lockedAccessKeyDetail);
    }
    if (!signer) throw new CredentialRefused('unknown-key', unknownAccessKeyDetail(accessKey));
    const { caller, secretKey } = signer;
    if (holder && caller.principal.userId !== holder.principal.userId) {
      throw new CredentialRefused('bad-token', 'the token and the signature are of two users');
    }
    const iamProject = await iamProjectOf(records, caller, single(headers['x-project-id']));
    const signed = { claim, secretKey, guess };
    return { caller: holder ? { ...caller, token: holder.token } : caller, iamProject, signed };
  };
  try {
    return await store.consult(work);
  } catch (error) {
    if (error instanceof CredentialRefused && error.refusal === 'unknown-key') {
      guard.failed(guess, undefined, realNow);
    }
    throw error;
  }
}

/**
 * Verifies the signature, if there is one; `undefined` where a token has proved the caller. A wrong
 * one counts as a guess; an announced hash that is not the body's does not.
 */
export function verify(
  { guard }: CredentialDesk,
  { caller, signed }: Identification,
  request: { readonly method: string; readonly rawTarget: string; readonly body: Uint8Array },
  realNow: number,
): VerifiedForm | undefined {
  if (!signed) return undefined;
  const { claim, secretKey, guess } = signed;
  try {
    const form = verifySignature(claim, secretKey, request);
    guard.succeeded(guess);
    return form;
  } catch (error) {
    if (error instanceof SignatureRefusal && error.reason === 'signature') {
      guard.failed(guess, caller.principal, realNow);
    }
    throw error;
  }
}

/**
 * The name of the IAM project that a call is for. `X-Project-Id` is one of the caller's account, and
 * never compared with the path; the scope of a token decides over it.
 */
async function iamProjectOf(
  records: Records,
  { principal, credential }: Caller,
  projectId: string | undefined,
): Promise<string | undefined> {
  const { domainId } = principal;
  const find = (id: string) => records.access.findIamProject(domainId, id);
  const sent = projectId ? await find(projectId) : undefined;
  if (projectId && !sent) {
    throw new CredentialRefused(
      'foreign-project',
      'X-Project-Id must be an IAM project of your account',
    );
  }
  if (credential.kind !== 'token') return sent?.name;
  const { scope } = credential.token;
  return scope.kind === 'project' ? (await find(scope.projectId))?.name : undefined;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

import {
  type Caller,
  CredentialRefused,
  callerOfToken,
  signerOfAccessKey,
  type Vault,
} from '../domain/access/index.ts';
import {
  parseAuthorization,
  type SignedRequestClaim,
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
  readonly signed: { readonly claim: SignedRequestClaim; readonly secretKey: string } | undefined;
  /** Name of the IAM project that a token is scoped to, or that comes with a signature. */
  readonly iamProject: string | undefined;
}

/** What the gateway needs to know who calls. */
export interface CredentialDesk {
  readonly store: Store;
  readonly vault: Vault;
}

/**
 * Reads the credentials among the headers; signatures and token lifetimes go by the real clock.
 * With both a signature and a token the signature decides, and the token must be its owner's.
 * Throws CredentialRefused or SignatureRefusal. Source: DECISIONS, "Who may".
 */
export async function identify(
  desk: CredentialDesk,
  sight: CredentialSight,
  realNow: number,
): Promise<Identification> {
  const token = single(sight.headers['x-auth-token']);
  const claim =
    sight.headers.authorization === undefined
      ? undefined
      : parseAuthorization(sight.rawHeaders, realNow);
  if (claim === undefined && token === undefined) {
    throw new CredentialRefused('missing', 'x-auth-token not found');
  }
  return desk.store.consult(async (records) => {
    const holder = token === undefined ? undefined : await callerOfToken(records, token, realNow);
    const signer = claim && (await signerOfAccessKey(records, desk.vault, claim.accessKey));
    if (signer && single(sight.headers['x-security-token']) !== undefined) {
      const detail = 'X-Security-Token does not belong to this access key';
      throw new CredentialRefused('bad-signature', detail);
    }
    if (signer && holder && signer.caller.principal.userId !== holder.principal.userId) {
      throw new CredentialRefused('bad-token', 'the token and the signature are of two users');
    }
    const caller = signer?.caller ?? holder;
    if (!caller) throw new CredentialRefused('missing', 'x-auth-token not found');
    const iamProject = await iamProjectOf(records, caller, single(sight.headers['x-project-id']));
    return {
      caller,
      iamProject,
      signed: claim && signer ? { claim, secretKey: signer.secretKey } : undefined,
    };
  });
}

/** Verifies the signature, if there is one; `undefined` where a token has proved the caller. */
export function verify(
  { signed }: Identification,
  request: { readonly method: string; readonly rawTarget: string; readonly body: Uint8Array },
): VerifiedForm | undefined {
  return signed && verifySignature(signed.claim, signed.secretKey, request);
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

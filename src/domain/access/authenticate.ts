import { timingSafeEqual } from 'node:crypto';
import { CredentialRefused } from './credential-refused.ts';
import type { Caller, Token } from './model.ts';
import type { AccessRecords, StoredTemporaryKey, Vault } from './ports.ts';
import { tokenHash } from './secrets.ts';

type Records = { readonly access: AccessRecords };

/**
 * Who holds this token. `now` is real time in ms, whatever clock stamps the data.
 * Throws CredentialRefused `bad-token` (unknown, revoked, owner disabled) or `expired-token`.
 */
export async function callerOfToken(
  records: Records,
  token: string,
  now: number,
): Promise<TokenHolder> {
  const found = await records.access.findToken(tokenHash(token));
  if (!found?.owner.enabled) throw new CredentialRefused('bad-token', 'decrypt token fail');
  if (found.token.expiresAt <= now) {
    throw new CredentialRefused('expired-token', 'Authentication information expired.');
  }
  return {
    principal: found.owner.principal,
    credential: { kind: 'token', token: found.token },
    token: found.token,
  };
}

/** A caller who has shown a token. */
type TokenHolder = Caller & { readonly token: Token };

/** The owner of an access key and the secret that verifies their signature. */
export interface Signer {
  readonly caller: Caller;
  readonly secretKey: string;
}

/**
 * Who may have signed with this access key; undefined where it is unknown or disabled, or its owner
 * is. A temporary key demands its security token, and none goes with another key. `now` is real time
 * in ms. Throws CredentialRefused `bad-signature`.
 */
export async function signerOfAccessKey(
  { access }: Records,
  vault: Vault,
  { accessKey, securityToken }: { accessKey: string; securityToken: string | undefined },
  now: number,
): Promise<Signer | undefined> {
  if (securityToken !== undefined) {
    const temporary = await access.findTemporaryKey(accessKey);
    if (temporary) return temporarySigner(vault, temporary, securityToken, now);
  }
  const found = await access.findAccessKey(accessKey);
  if (!found && securityToken === undefined && (await access.findTemporaryKey(accessKey))) {
    throw refused('a temporary access key needs its X-Security-Token');
  }
  if (!found?.key.enabled || !found.owner.enabled) return undefined;
  if (securityToken !== undefined) throw foreignSecurityToken();
  return {
    caller: { principal: found.owner.principal, credential: { kind: 'access-key', accessKey } },
    secretKey: vault.open(found.sealedSecret, sealContext(accessKey, found.key.userId)),
  };
}

function temporarySigner(
  vault: Vault,
  { key, sealedSecret, owner }: StoredTemporaryKey,
  securityToken: string,
  now: number,
): Signer | undefined {
  if (!owner.enabled) return undefined;
  const { accessKey, userId, securityTokenHash, narrowedBy, expiresAt } = key;
  const shown = Buffer.from(tokenHash(securityToken));
  if (!timingSafeEqual(shown, Buffer.from(securityTokenHash))) throw foreignSecurityToken();
  if (expiresAt <= now) throw refused('the security token has expired');
  const { principal } = owner;
  return {
    caller: {
      principal: narrowedBy === undefined ? principal : { ...principal, narrowedBy },
      credential: { kind: 'access-key', accessKey },
    },
    secretKey: vault.open(sealedSecret, temporarySealContext(accessKey, userId)),
  };
}

const refused = (detail: string) => new CredentialRefused('bad-signature', detail);
const foreignSecurityToken = () => refused('X-Security-Token does not belong to this access key');

/** Binds a sealed secret to its row, so that it cannot be moved to another. */
export function sealContext(accessKey: string, userId: string): string {
  return `access-key/${accessKey}/${userId}`;
}

/** As `sealContext`, for the secret of a temporary key. */
export function temporarySealContext(accessKey: string, userId: string): string {
  return `temporary-access-key/${accessKey}/${userId}`;
}

import { CredentialRefused } from './credential-refused.ts';
import type { Caller } from './model.ts';
import type { AccessRecords, Vault } from './ports.ts';
import { tokenHash } from './secrets.ts';
import { unknownAccessKeyDetail } from './signature/index.ts';

type Records = { readonly access: AccessRecords };

/**
 * Who holds this token. `now` is real time in ms, whatever clock stamps the data.
 * Throws CredentialRefused `bad-token` (unknown, revoked, owner disabled) or `expired-token`.
 */
export async function callerOfToken(records: Records, token: string, now: number): Promise<Caller> {
  const found = await records.access.findToken(tokenHash(token));
  if (!found?.owner.enabled) throw new CredentialRefused('bad-token', 'decrypt token fail');
  if (found.token.expiresAt <= now) {
    throw new CredentialRefused('expired-token', 'Authentication information expired.');
  }
  return {
    principal: found.owner.principal,
    credential: { kind: 'token', token: found.token },
  };
}

/**
 * The owner of an access key and the secret that verifies their signature.
 * Throws CredentialRefused `bad-signature` for a key that is unknown or disabled, or whose owner is.
 */
export async function signerOfAccessKey(
  records: Records,
  vault: Vault,
  accessKey: string,
): Promise<{ caller: Caller; secretKey: string }> {
  const found = await records.access.findAccessKey(accessKey);
  if (!found?.key.enabled || !found.owner.enabled) {
    throw new CredentialRefused('bad-signature', unknownAccessKeyDetail(accessKey));
  }
  const secretKey = vault.open(found.sealedSecret, sealContext(accessKey, found.key.userId));
  return {
    caller: {
      principal: found.owner.principal,
      credential: { kind: 'access-key', accessKey },
    },
    secretKey,
  };
}

/** Binds a sealed secret to its row, so that it cannot be moved to another. */
export function sealContext(accessKey: string, userId: string): string {
  return `access-key/${accessKey}/${userId}`;
}

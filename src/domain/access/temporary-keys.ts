import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { Grant } from '../kernel/index.ts';
import { temporarySealContext } from './authenticate.ts';
import type { TemporaryKey } from './model.ts';
import { refuseNarrowed } from './narrowed.ts';
import { parseSessionPolicy } from './policy.ts';
import type { AccessRecords, Vault } from './ports.ts';
import { newAccessKey, newSecretKey, newSecurityToken, tokenHash } from './secrets.ts';
import { rememberedMs } from './tokens.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** What its holder is told once. */
export interface IssuedTemporaryKey {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string;
  readonly expiresAt: number;
}

/**
 * Gives the caller an access key for `seconds` of real time (`now`, ms), which signs only together
 * with its security token, and does what the caller may as far as the session policy `narrowedBy`
 * lets it, where there is one. Throws Problem `invalid` (document), or `forbidden` to a caller who is
 * narrowed. Source: IAM v3, CreateTemporaryAccessKeyByToken.
 */
export async function createTemporaryKey(
  records: Records,
  grant: Grant,
  vault: Vault,
  { seconds, narrowedBy }: { seconds: number; narrowedBy: string | undefined },
  now: number,
): Promise<IssuedTemporaryKey> {
  refuseNarrowed(grant.principal);
  if (narrowedBy !== undefined) parseSessionPolicy(narrowedBy);
  const { domainId, userId } = grant.principal;
  const accessKey = newAccessKey();
  const secretKey = newSecretKey();
  const securityToken = newSecurityToken();
  const key: TemporaryKey = {
    accessKey,
    domainId,
    userId,
    securityTokenHash: tokenHash(securityToken),
    narrowedBy,
    issuedAt: now,
    expiresAt: now + seconds * 1000,
  };
  await records.access.deleteTemporaryKeysExpiredBefore(now - rememberedMs);
  const sealed = vault.seal(secretKey, temporarySealContext(accessKey, userId));
  await records.access.insertTemporaryKey(key, sealed);
  await recordChange(records, grant, { at: now, resource: `temporary-access-key/${accessKey}` });
  return { accessKey, secretKey, securityToken, expiresAt: key.expiresAt };
}

import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, Problem } from '../kernel/index.ts';
import { sealContext } from './authenticate.ts';
import type { AccessKey, User } from './model.ts';
import { refuseNarrowed } from './narrowed.ts';
import type { AccessRecords, Vault } from './ports.ts';
import { newAccessKey, newSecretKey } from './secrets.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** Source: IAM v3, CreatePermanentAccessKey: at most two a user. */
const keysAtMost = 2;

/**
 * Gives a user an access key; the secret is in the answer and can never be read again.
 * `fixed` sets both halves, for a first start with known credentials.
 * Throws Problem `limit-reached`, `taken`, or `forbidden` to a caller who is narrowed.
 */
export async function createAccessKey(
  records: Records,
  grant: Grant,
  vault: Vault,
  user: User,
  now: number,
  fixed?: { accessKey: string; secretKey: string },
): Promise<{ key: AccessKey; secretKey: string }> {
  refuseNarrowed(grant.principal);
  const existing = await records.access.listAccessKeys(user.domainId, user.id);
  if (existing.length >= keysAtMost) {
    throw new Problem('limit-reached', {
      subject: 'access key',
      reason: `user ${user.name} has ${keysAtMost} access keys already, the most there may be`,
    });
  }
  const { accessKey, secretKey } = fixed ?? {
    accessKey: newAccessKey(),
    secretKey: newSecretKey(),
  };
  const key: AccessKey = {
    accessKey,
    domainId: user.domainId,
    userId: user.id,
    enabled: true,
    description: '',
    createdAt: now,
  };
  const sealed = vault.seal(secretKey, sealContext(accessKey, user.id));
  if (!(await records.access.insertAccessKey(key, sealed))) {
    throw new Problem('taken', {
      subject: 'access key',
      reason: `access key ${accessKey} exists already`,
    });
  }
  await recordChange(records, grant, { at: now, resource: `access-key/${accessKey}` });
  return { key, secretKey };
}

/** Switches a key on or off. Throws Problem `not-found`. */
export async function setAccessKeyEnabled(
  records: Records,
  grant: Grant,
  accessKey: string,
  enabled: boolean,
  now: number,
): Promise<void> {
  const { domainId } = grant.principal;
  const found = await records.access.findAccessKey(accessKey);
  if (found?.key.domainId !== domainId) throw keyNotFound(accessKey);
  await records.access.setAccessKeyEnabled(domainId, accessKey, enabled);
  await recordChange(records, grant, { at: now, resource: `access-key/${accessKey}` });
}

/** Removes a key for good. Throws Problem `not-found`. */
export async function deleteAccessKey(
  records: Records,
  grant: Grant,
  accessKey: string,
  now: number,
): Promise<void> {
  const deleted = await records.access.deleteAccessKey(grant.principal.domainId, accessKey);
  if (!deleted) throw keyNotFound(accessKey);
  await recordChange(records, grant, { at: now, resource: `access-key/${accessKey}` });
}

function keyNotFound(accessKey: string): Problem {
  return new Problem('not-found', {
    subject: 'access key',
    reason: `no access key ${accessKey} in the account`,
  });
}

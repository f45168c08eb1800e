import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, Problem } from '../kernel/index.ts';
import { sealContext } from './authenticate.ts';
import type { AccessKey, User } from './model.ts';
import { refuseNarrowed } from './narrowed.ts';
import type { AccessRecords, Vault } from './ports.ts';
import { newAccessKey, newSecretKey } from './secrets.ts';
import { requireRootForRoot, userWithId } from './users.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** Source: IAM v3, CreatePermanentAccessKey: at most two a user. */
const keysAtMost = 2;

/**
 * Gives a user an access key; the secret is in the answer and can never be read again.
 * `fixed` sets both halves, for a first start with known credentials.
 * Throws Problem `limit-reached`, `taken`, `invalid` (description) or `forbidden`: to others than
 * root for root, and to a caller who is narrowed.
 */
export async function createAccessKey(
  records: Records,
  grant: Grant,
  vault: Vault,
  user: User,
  now: number,
  fixed?: { accessKey: string; secretKey: string },
  description = '',
): Promise<{ key: AccessKey; secretKey: string }> {
  refuseNarrowed(grant.principal);
  requireRootForRoot(grant, user);
  requireDescription(description);
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
    description,
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

/**
 * The key in the grant's account and, where a user is named, of that user.
 * Throws Problem `not-found`.
 */
export async function accessKeyWithId(
  records: Pick<Records, 'access'>,
  grant: Grant,
  accessKey: string,
  owner?: User,
): Promise<AccessKey> {
  const found = await records.access.findAccessKey(accessKey);
  const { domainId } = grant.principal;
  if (found?.key.domainId !== domainId) throw keyNotFound(accessKey);
  if (owner && found.key.userId !== owner.id) throw keyNotFound(accessKey);
  return found.key;
}

/** Switches a key on or off or describes it anew; what is absent stays. Throws Problem `invalid`. */
export async function updateAccessKey(
  records: Records,
  grant: Grant,
  key: AccessKey,
  changes: { enabled?: boolean | undefined; description?: string | undefined },
  now: number,
): Promise<AccessKey> {
  const { enabled = key.enabled, description = key.description } = changes;
  requireRootForRoot(grant, await userWithId(records, grant, key.userId));
  requireDescription(description);
  const changed: AccessKey = { ...key, enabled, description };
  await records.access.updateAccessKey(changed);
  await recordChange(records, grant, { at: now, resource: `access-key/${key.accessKey}` });
  return changed;
}

/** Switches a key on or off. Throws Problem `not-found`. */
export async function setAccessKeyEnabled(
  records: Records,
  grant: Grant,
  accessKey: string,
  enabled: boolean,
  now: number,
): Promise<void> {
  const key = await accessKeyWithId(records, grant, accessKey);
  await updateAccessKey(records, grant, key, { enabled }, now);
}

/** Removes a key for good. Throws Problem `not-found`. */
export async function deleteAccessKey(
  records: Records,
  grant: Grant,
  accessKey: string,
  now: number,
): Promise<void> {
  const { domainId, userId } = await accessKeyWithId(records, grant, accessKey);
  requireRootForRoot(grant, await userWithId(records, grant, userId));
  await records.access.deleteAccessKey(domainId, accessKey);
  await recordChange(records, grant, { at: now, resource: `access-key/${accessKey}` });
}

/** Source: IAM v3, CreatePermanentAccessKey. */
function requireDescription(description: string): void {
  if (description.length <= 255) return;
  throw new Problem('invalid', {
    subject: 'access key',
    field: 'description',
    reason: 'must be at most 255 characters',
  });
}

function keyNotFound(accessKey: string): Problem {
  return new Problem('not-found', {
    subject: 'access key',
    reason: `Could not find access key: ${accessKey.slice(0, 64)}.`,
  });
}

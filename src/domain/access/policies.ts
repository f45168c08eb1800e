import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, Problem } from '../kernel/index.ts';
import type { Policy, User } from './model.ts';
import { parsePolicy } from './policy.ts';
import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** Source: IAM v5, CreatePolicyV5. */
const namePattern = /^[\w+=_.@-]{1,128}$/;

/**
 * Stores an identity policy in the grant's account. `document` is JSON text, Version 5.0.
 * Throws Problem `invalid` (name or document) or `taken` (name).
 */
export async function createPolicy(
  records: Records,
  grant: Grant,
  policy: { name: string; document: string },
  { ids, now }: { ids: Ids; now: number },
): Promise<Policy> {
  if (!namePattern.test(policy.name)) {
    throw new Problem('invalid', {
      subject: 'identity policy',
      field: 'name',
      reason: 'must be 1 to 128 letters, digits or _+=.@-',
    });
  }
  parsePolicy(policy.document);
  const created: Policy = {
    domainId: grant.principal.domainId,
    id: ids.next(),
    name: policy.name,
    document: policy.document,
    createdAt: now,
  };
  if (!(await records.access.insertPolicy(created))) {
    throw new Problem('taken', {
      subject: 'identity policy',
      field: 'name',
      reason: `a policy named ${policy.name} exists in the account`,
    });
  }
  await recordChange(records, grant, { at: now, resource: `policy/${created.id}` });
  return created;
}

/** The policy of that name in the grant's account. Throws Problem `not-found`. */
export async function policyNamed(records: Records, grant: Grant, name: string): Promise<Policy> {
  const policy = await records.access.findPolicyByName(grant.principal.domainId, name);
  if (policy) return policy;
  throw new Problem('not-found', {
    subject: 'identity policy',
    field: 'name',
    reason: `no policy named ${name}`,
  });
}

/** From its next request on the user is held to the policy. */
export async function attachPolicy(
  records: Records,
  grant: Grant,
  policy: Policy,
  user: User,
  now: number,
): Promise<void> {
  await records.access.attachPolicy(policy.domainId, policy.id, user.id);
  await recordChange(records, grant, { at: now, resource: `policy/${policy.id}/user/${user.id}` });
}

/** Throws Problem `not-found` when the policy was not attached. */
export async function detachPolicy(
  records: Records,
  grant: Grant,
  policy: Policy,
  user: User,
  now: number,
): Promise<void> {
  if (!(await records.access.detachPolicy(policy.domainId, policy.id, user.id))) {
    throw new Problem('not-found', {
      subject: 'identity policy',
      reason: `policy ${policy.name} is not attached to user ${user.name}`,
    });
  }
  await recordChange(records, grant, { at: now, resource: `policy/${policy.id}/user/${user.id}` });
}

/** Removes a policy and its attachments. */
export async function deletePolicy(
  records: Records,
  grant: Grant,
  policy: Policy,
  now: number,
): Promise<void> {
  await records.access.deletePolicy(policy.domainId, policy.id);
  await recordChange(records, grant, { at: now, resource: `policy/${policy.id}` });
}

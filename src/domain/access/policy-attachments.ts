import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, Problem } from '../kernel/index.ts';
import type { Policy, PolicyHolder, User, UserGroup } from './model.ts';
import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** The most that the vendor raises its quotas to. Source: IAM 5, notes and constraints. */
const policiesPerHolder: Readonly<Record<PolicyHolder['kind'], number>> = { user: 20, group: 10 };

/**
 * From the next request on the user, or every user of the group, is held to the policy. Attaching
 * what is attached changes nothing. Throws Problem `limit-reached`.
 */
export async function attachPolicy(
  records: Records,
  grant: Grant,
  policy: Policy,
  to: User | UserGroup,
  now: number,
): Promise<void> {
  const { domainId } = to;
  const holder = holderOf(to);
  const attachment = { policyId: policy.id, holder, attachedAt: now };
  if (!(await records.access.insertAttachment(domainId, attachment))) return;
  const most = policiesPerHolder[holder.kind];
  if ((await records.access.countAttachmentsOfHolder(domainId, holder)) > most) {
    throw new Problem('limit-reached', {
      subject: 'identity policy',
      reason: `a ${holder.kind} has at most ${most} policies`,
    });
  }
  await recordChange(records, grant, { at: now, resource: resourceOf(policy, holder) });
}

/** Throws Problem `not-found` when the policy was not attached. */
export async function detachPolicy(
  records: Records,
  grant: Grant,
  policy: Policy,
  from: User | UserGroup,
  now: number,
): Promise<void> {
  const holder = holderOf(from);
  if (!(await records.access.deleteAttachment(from.domainId, policy.id, holder))) {
    throw new Problem('not-found', {
      subject: 'identity policy',
      reason: `policy ${policy.name} is not attached to ${holder.kind} ${from.name}`,
    });
  }
  await recordChange(records, grant, { at: now, resource: resourceOf(policy, holder) });
}

/** Detaches a policy from all users and groups of the grant's account. */
export async function detachFromAll(
  records: Records,
  grant: Grant,
  policy: Policy,
  now: number,
): Promise<void> {
  const { domainId } = grant.principal;
  if ((await records.access.deleteAttachmentsOfPolicy(domainId, policy.id)) === 0) return;
  await recordChange(records, grant, { at: now, resource: `policy/${policy.id}/all` });
}

function holderOf(entity: User | UserGroup): PolicyHolder {
  return { kind: 'enabled' in entity ? 'user' : 'group', id: entity.id };
}

function resourceOf(policy: Policy, { kind, id }: PolicyHolder): string {
  return `policy/${policy.id}/${kind}/${id}`;
}

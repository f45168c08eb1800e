import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, Problem, type Stretch } from '../kernel/index.ts';
import type { Policy } from './model.ts';
import { parsePolicy } from './policy.ts';
import type { AccessRecords, PolicyWithCount } from './ports.ts';
import { systemPolicies, systemPolicyNamed, systemPolicyWithId } from './system-policies.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** Source of the rules: IAM 5, CreatePolicyV5. */
const namePattern = /^[\w+=.@-]{1,128}$/;
const pathPattern = /^([\w.,+@=-]+\/)*$/;

/** The most that the vendor raises its quota to. Source: IAM 5, notes and constraints. */
const policiesPerAccount = 5000;

/**
 * Stores an identity policy in the grant's account, with its first version. `document` is JSON text,
 * Version 5.0. Throws Problem `invalid` (name, path, description, document), `taken` (name) or
 * `limit-reached`.
 */
export async function createPolicy(
  records: Records,
  grant: Grant,
  wanted: {
    readonly name: string;
    readonly document: string;
    readonly path?: string | undefined;
    readonly description?: string | undefined;
  },
  { ids, now }: { ids: Ids; now: number },
): Promise<Policy> {
  const { domainId } = grant.principal;
  const { name, document, path = '', description = '' } = wanted;
  requireRules({ name, path, description });
  parsePolicy(document);
  if ((await records.access.countPolicies(domainId)) >= policiesPerAccount) {
    throw new Problem('limit-reached', {
      subject: 'identity policy',
      reason: `an account has at most ${policiesPerAccount} policies of its own`,
    });
  }
  const created: Policy = {
    type: 'custom',
    domainId,
    id: ids.next(),
    name,
    path,
    description,
    defaultVersion: 1,
    latestVersion: 1,
    createdAt: now,
    updatedAt: now,
  };
  if (systemPolicyNamed(name) || !(await records.access.insertPolicy(created, document))) {
    throw new Problem('taken', {
      subject: 'identity policy',
      field: 'name',
      reason: `a policy named ${name} exists in the account`,
    });
  }
  await recordChange(records, grant, { at: now, resource: `policy/${created.id}` });
  return created;
}

/** The policy of that id, the account's own or of the system. Throws Problem `not-found`. */
export async function policyWithId(records: Records, grant: Grant, id: string): Promise<Policy> {
  const { domainId } = grant.principal;
  const policy = systemPolicyWithId(id) ?? (await records.access.findPolicy(domainId, id));
  if (policy) return policy;
  throw new Problem('not-found', {
    subject: 'identity policy',
    reason: `Could not find policy: ${id.slice(0, 64)}.`,
  });
}

/** The policy of that name, the account's own or of the system. Throws Problem `not-found`. */
export async function policyNamed(records: Records, grant: Grant, name: string): Promise<Policy> {
  const { domainId } = grant.principal;
  const policy = systemPolicyNamed(name) ?? (await records.access.findPolicyByName(domainId, name));
  if (policy) return policy;
  throw new Problem('not-found', {
    subject: 'identity policy',
    field: 'name',
    reason: `no policy named ${name}`,
  });
}

/** What a list of policies is narrowed to. */
export interface WantedPolicies {
  readonly type?: Policy['type'] | undefined;
  readonly pathPrefix: string;
  readonly onlyAttached: boolean;
}

/** The policies that the account can use, in the order of their ids: first those of the system. */
export async function listPolicies(
  records: { readonly access: AccessRecords },
  grant: Grant,
  wanted: WantedPolicies,
  { after, limit }: Stretch,
): Promise<PolicyWithCount[]> {
  const { access } = records;
  const { domainId } = grant.principal;
  const listed: PolicyWithCount[] = [];
  if (wanted.type !== 'custom') {
    const counts = await access.countAttachmentsOfSystemPolicies(domainId);
    const counted = systemPolicies.map((policy) => ({
      ...policy,
      attachmentCount: counts.get(policy.id) ?? 0,
    }));
    const fitting = counted.filter(
      ({ id, path, attachmentCount }) =>
        id > after &&
        path.startsWith(wanted.pathPrefix) &&
        (attachmentCount > 0 || !wanted.onlyAttached),
    );
    listed.push(...fitting.slice(0, limit));
  }
  if (wanted.type !== 'system') {
    const room = { after, limit: limit - listed.length };
    listed.push(...(await access.listPolicies(domainId, wanted, room)));
  }
  return listed;
}

/**
 * Removes a policy with all its versions. Throws Problem `conflict` while it is attached, and for a
 * system policy. Source: IAM 5, DeletePolicyV5.
 */
export async function deletePolicy(
  records: Records,
  grant: Grant,
  policy: Policy,
  now: number,
): Promise<void> {
  refuseForSystem(policy);
  const { domainId, id } = policy;
  if ((await records.access.countAttachmentsOfPolicy(domainId, id)) > 0) {
    throw new Problem('conflict', {
      subject: 'identity policy',
      reason: `policy ${policy.name} is attached: detach it from all users and groups first`,
    });
  }
  await records.access.deletePolicy(domainId, id);
  await recordChange(records, grant, { at: now, resource: `policy/${id}` });
}

/** Throws Problem `conflict` for a policy that nobody can change. */
export function refuseForSystem(policy: Policy): void {
  if (policy.type === 'custom') return;
  throw new Problem('conflict', {
    subject: 'identity policy',
    reason: `${policy.name} is a system policy, which cannot be changed or deleted`,
  });
}

function requireRules(wanted: { name: string; path: string; description: string }): void {
  const fault = (field: string, reason: string) =>
    new Problem('invalid', { subject: 'identity policy', field, reason });
  if (!namePattern.test(wanted.name)) {
    throw fault('name', 'must be 1 to 128 letters, digits or _+=.@-');
  }
  if (wanted.path.length > 512 || !pathPattern.test(wanted.path)) {
    throw fault('path', 'must be words of letters, digits or .,+@=_-, each with a / at its end');
  }
  if (wanted.description.length > 1000) {
    throw fault('description', 'must be at most 1000 characters');
  }
}

import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, Problem } from '../kernel/index.ts';
import type { Policy, PolicyVersion } from './model.ts';
import { refuseForSystem } from './policies.ts';
import { parsePolicy } from './policy.ts';
import type { AccessRecords } from './ports.ts';
import { systemPolicyWithId } from './system-policies.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** Source: IAM 5, notes and constraints. */
const versionsPerPolicy = 5;

/** All versions of a policy, newest first: at most five. */
export async function listPolicyVersions(
  records: { readonly access: AccessRecords },
  policy: Policy,
): Promise<PolicyVersion[]> {
  const system = systemPolicyWithId(policy.id);
  if (!system) return records.access.listPolicyVersions(policy.domainId, policy.id);
  const { id: policyId, defaultVersion: version, document, createdAt } = system;
  return [{ policyId, version, document, createdAt }];
}

/** The version of that number. Throws Problem `not-found`. */
export async function policyVersion(
  records: { readonly access: AccessRecords },
  policy: Policy,
  number: number,
): Promise<PolicyVersion> {
  const versions = await listPolicyVersions(records, policy);
  const found = versions.find(({ version }) => version === number);
  if (found) return found;
  throw new Problem('not-found', {
    subject: 'identity policy version',
    reason: `Could not find version: v${number}.`,
  });
}

/**
 * Adds a version, which holds from the next request on if it is to be the default. Throws Problem
 * `invalid` (document), `limit-reached` or `conflict` (a system policy).
 */
export async function createPolicyVersion(
  records: Records,
  grant: Grant,
  policy: Policy,
  wanted: { readonly document: string; readonly setAsDefault: boolean },
  now: number,
): Promise<PolicyVersion> {
  refuseForSystem(policy);
  const { document, setAsDefault } = wanted;
  parsePolicy(document);
  const { domainId, id: policyId } = policy;
  const before = await records.access.listPolicyVersions(domainId, policyId);
  if (before.length >= versionsPerPolicy) {
    throw new Problem('limit-reached', {
      subject: 'identity policy version',
      reason: `a policy has at most ${versionsPerPolicy} versions: delete one first`,
    });
  }
  const version = policy.latestVersion + 1;
  const created: PolicyVersion = { policyId, version, document, createdAt: now };
  await records.access.insertPolicyVersion(domainId, created);
  await records.access.updatePolicy({
    ...policy,
    latestVersion: version,
    defaultVersion: setAsDefault ? version : policy.defaultVersion,
    updatedAt: now,
  });
  await recordChange(records, grant, { at: now, resource: resourceOf(created) });
  return created;
}

/** From the next request on the version holds for all whom the policy is attached to. */
export async function setDefaultPolicyVersion(
  records: Records,
  grant: Grant,
  policy: Policy,
  version: PolicyVersion,
  now: number,
): Promise<void> {
  refuseForSystem(policy);
  await records.access.updatePolicy({
    ...policy,
    defaultVersion: version.version,
    updatedAt: now,
  });
  await recordChange(records, grant, { at: now, resource: resourceOf(version) });
}

/** Throws Problem `conflict` for the default version and for a system policy. */
export async function deletePolicyVersion(
  records: Records,
  grant: Grant,
  policy: Policy,
  { policyId, version }: PolicyVersion,
  now: number,
): Promise<void> {
  refuseForSystem(policy);
  if (version === policy.defaultVersion) {
    throw new Problem('conflict', {
      subject: 'identity policy version',
      reason: `v${version} is the default version: make another the default first`,
    });
  }
  await records.access.deletePolicyVersion(policy.domainId, policyId, version);
  await recordChange(records, grant, { at: now, resource: resourceOf({ policyId, version }) });
}

function resourceOf({ policyId, version }: Pick<PolicyVersion, 'policyId' | 'version'>): string {
  return `policy/${policyId}/version/v${version}`;
}

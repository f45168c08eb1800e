import { Type } from '../../../contract/schema.ts';
import {
  type AttachedPolicy,
  type Policy,
  type PolicyVersion,
  policyUrn,
} from '../../../domain/access/index.ts';
import { entityId } from '../groups/group-answers.ts';

/** The path that names a policy. */
export const policyPath = Type.Object({ policy_id: entityId('Identity policy ID.') });

/** The path that names a version of a policy. */
export const versionPath = Type.Object({
  policy_id: entityId('Identity policy ID.'),
  version_id: Type.String({
    description: 'Version, for example v2.',
    pattern: '^v[0-9]{1,9}$',
    accepts: 'v and the number of a version',
  }),
});

/** The number in a `version_id`. */
export const numberOf = (versionId: string): number => Number(versionId.slice(1));

export const policyDocument = Type.String({
  description: 'Policy document: JSON text, Version 5.0.',
  minLength: 1,
  maxLength: 131_072,
  accepts: 'a JSON text of 1 to 131072 characters',
});

/** Header of the calls that show policies. */
export const languageHeader = Type.Object({
  'x-language': Type.Optional(
    Type.String({ description: 'Not needed: descriptions are in one language.' }),
  ),
});

const time = (description: string) => Type.String({ format: 'date-time', description });

/** Policy. */
export const policyResult = Type.Object({
  policy_type: Type.String({ description: 'custom or system.' }),
  policy_name: Type.String({ description: 'Identity policy name.' }),
  policy_id: Type.String({ description: 'Identity policy ID.' }),
  urn: Type.String({ description: 'Resource name.' }),
  path: Type.String({ description: 'Resource path; empty, or ending in a slash.' }),
  default_version_id: Type.String({ description: 'The version that holds.' }),
  attachment_count: Type.Integer({ description: 'Users and groups that it is attached to.' }),
  description: Type.String({ description: 'Identity policy description.' }),
  created_at: time('Creation time, UTC.'),
  updated_at: time('Time of the last change of versions, UTC.'),
});

/** A value of `policyResult`. */
export function policyAnswer(policy: Policy, attachmentCount: number) {
  return {
    policy_type: policy.type,
    policy_name: policy.name,
    policy_id: policy.id,
    urn: policyUrn(policy),
    path: policy.path,
    default_version_id: `v${policy.defaultVersion}`,
    attachment_count: attachmentCount,
    description: policy.description,
    created_at: new Date(policy.createdAt).toISOString(),
    updated_at: new Date(policy.updatedAt).toISOString(),
  };
}

/** PolicyVersion. */
export const versionResult = Type.Object({
  document: Type.String({ description: 'Policy document: JSON text.' }),
  version_id: Type.String({ description: 'Version, for example v2.' }),
  is_default: Type.Boolean({ description: 'Whether it is the version that holds.' }),
  created_at: time('Creation time, UTC.'),
});

/** A value of `versionResult`. */
export function versionAnswer(version: PolicyVersion, defaultVersion: number) {
  return {
    document: version.document,
    version_id: `v${version.version}`,
    is_default: version.version === defaultVersion,
    created_at: new Date(version.createdAt).toISOString(),
  };
}

/** AttachedPolicy. */
export const attachedPolicyResult = Type.Object({
  policy_name: Type.String({ description: 'Identity policy name.' }),
  policy_id: Type.String({ description: 'Identity policy ID.' }),
  urn: Type.String({ description: 'Resource name.' }),
  attached_at: time('When it was attached, UTC.'),
});

/** A value of `attachedPolicyResult`. */
export function attachedPolicyAnswer({ policy, attachedAt }: AttachedPolicy) {
  return {
    policy_name: policy.name,
    policy_id: policy.id,
    urn: policyUrn(policy),
    attached_at: new Date(attachedAt).toISOString(),
  };
}

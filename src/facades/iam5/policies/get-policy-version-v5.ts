import { Type } from '../../../contract/schema.ts';
import { policyVersion, policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { identityPolicy } from '../resources.ts';
import { numberOf, versionAnswer, versionPath, versionResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Obtaining a Version of an Identity Policy. */
export const getPolicyVersionV5 = operation({
  name: 'GetPolicyVersionV5',
  summary: 'Querying a version of an identity policy',
  section: 'Managing Identity Policies',
  method: 'GET',
  path: '/v5/policies/{policy_id}/versions/{version_id}',
  parameters: { path: versionPath },
  success: {
    status: 200,
    model: 'GetPolicyVersionV5Response',
    body: Type.Object({ policy_version: versionResult }),
  },
  permission: inAccount({
    action: 'iam:policies:getVersionV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc', version_id: 'v1' } },
  async handle({ records }, grant, { path }) {
    const policy = await policyWithId(records, grant, path.policy_id);
    const version = await policyVersion(records, policy, numberOf(path.version_id));
    return { body: { policy_version: versionAnswer(version, policy.defaultVersion) } };
  },
});

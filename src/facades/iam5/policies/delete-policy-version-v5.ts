import { deletePolicyVersion, policyVersion, policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { identityPolicy } from '../resources.ts';
import { numberOf, versionPath } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Deleting the Version of a Specified Identity Policy. */
export const deletePolicyVersionV5 = operation({
  name: 'DeletePolicyVersionV5',
  summary: 'Deleting a version of an identity policy, not the default one',
  section: 'Managing Identity Policies',
  method: 'DELETE',
  path: '/v5/policies/{policy_id}/versions/{version_id}',
  parameters: { path: versionPath },
  success: { status: 204, model: 'DeletePolicyVersionV5Response' },
  permission: inAccount({
    action: 'iam:policies:deleteVersionV5',
    accessLevel: 'Permission_management',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc', version_id: 'v2' } },
  async handle({ records, now }, grant, { path }) {
    const policy = await policyWithId(records, grant, path.policy_id);
    const version = await policyVersion(records, policy, numberOf(path.version_id));
    await deletePolicyVersion(records, grant, policy, version, now);
    return { body: undefined };
  },
});

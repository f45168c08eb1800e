import {
  policyVersion,
  policyWithId,
  setDefaultPolicyVersion,
} from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { identityPolicy } from '../resources.ts';
import { numberOf, versionPath } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Setting a Specified Identity Policy Version as the Default Version. */
export const setDefaultPolicyVersionV5 = operation({
  name: 'SetDefaultPolicyVersionV5',
  summary: 'Making a version of an identity policy the one that holds',
  section: 'Managing Identity Policies',
  method: 'POST',
  path: '/v5/policies/{policy_id}/versions/{version_id}/set-default',
  parameters: { path: versionPath },
  success: { status: 200, model: 'SetDefaultPolicyVersionV5Response' },
  permission: inAccount({
    action: 'iam:policies:setDefaultVersionV5',
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
    await setDefaultPolicyVersion(records, grant, policy, version, now);
    return { body: undefined };
  },
});

import { deletePolicy, policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { identityPolicy } from '../resources.ts';
import { policyPath } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Deleting a Custom Identity Policy. */
export const deletePolicyV5 = operation({
  name: 'DeletePolicyV5',
  summary: 'Deleting an identity policy with all its versions',
  description: 'It must not be attached to anybody.',
  section: 'Managing Identity Policies',
  method: 'DELETE',
  path: '/v5/policies/{policy_id}',
  parameters: { path: policyPath },
  success: { status: 204, model: 'DeletePolicyV5Response' },
  permission: inAccount({
    action: 'iam:policies:deleteV5',
    accessLevel: 'Permission_management',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' } },
  async handle({ records, now }, grant, { path }) {
    const policy = await policyWithId(records, grant, path.policy_id);
    await deletePolicy(records, grant, policy, now);
    return { body: undefined };
  },
});

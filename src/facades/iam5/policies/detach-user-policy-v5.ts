import { Type } from '../../../contract/schema.ts';
import { detachPolicy, policyWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, onceNamed } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { entityId } from '../groups/group-answers.ts';
import { policyPath } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Permissions, Detaching an Identity Policy from an IAM user. */
export const detachUserPolicyV5 = operation({
  name: 'DetachUserPolicyV5',
  summary: 'Detaching an identity policy from an IAM user',
  section: 'Managing Permissions',
  method: 'POST',
  path: '/v5/policies/{policy_id}/detach-user',
  parameters: { path: policyPath },
  body: Type.Object({ user_id: entityId('IAM user ID.') }),
  bodyModel: 'DetachUserPolicyReqBody',
  success: { status: 200, model: 'DetachUserPolicyV5Response' },
  permission: onceNamed(
    inAccount({
      action: 'iam:users:detachPolicyV5',
      accessLevel: 'Permission_management',
      policy: 'must-allow',
      resource: userResource,
      source: 'inferred',
    }),
  ),
  transaction: 'write',
  example: {
    path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' },
    body: { user_id: '07609fb9358010e21f7bc003751c7c32' },
  },
  async handle({ records, now }, grantFor, { path, body }) {
    const grant = await grantFor({ user_id: body.user_id });
    const policy = await policyWithId(records, grant, path.policy_id);
    const user = await userWithId(records, grant, body.user_id);
    await detachPolicy(records, grant, policy, user, now);
    return { body: undefined };
  },
});

import { Type } from '../../../contract/schema.ts';
import { attachPolicy, policyWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, onceNamed } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { entityId } from '../groups/group-answers.ts';
import { policyPath } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Permissions, Attaching an Identity Policy to an IAM user. */
export const attachUserPolicyV5 = operation({
  name: 'AttachUserPolicyV5',
  summary: 'Attaching an identity policy to an IAM user',
  section: 'Managing Permissions',
  method: 'POST',
  path: '/v5/policies/{policy_id}/attach-user',
  parameters: { path: policyPath },
  body: Type.Object({ user_id: entityId('IAM user ID.') }),
  bodyModel: 'AttachUserPolicyReqBody',
  success: { status: 200, model: 'AttachUserPolicyV5Response' },
  permission: onceNamed(
    inAccount({
      action: 'iam:users:attachPolicyV5',
      accessLevel: 'Permission_management',
      policy: 'must-allow',
      resource: userResource,
      source: 'documented',
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
    await attachPolicy(records, grant, policy, user, now);
    return { body: undefined };
  },
});

import { Type } from '../../../contract/schema.ts';
import { attachPolicy, policyWithId, userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, onceNamed } from '../../permissions.ts';
import { entityId } from '../groups/group-answers.ts';
import { userGroup } from '../resources.ts';
import { policyPath } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Permissions, Attaching an Identity Policy to a user group. */
export const attachGroupPolicyV5 = operation({
  name: 'AttachGroupPolicyV5',
  summary: 'Attaching an identity policy to a user group',
  section: 'Managing Permissions',
  method: 'POST',
  path: '/v5/policies/{policy_id}/attach-group',
  parameters: { path: policyPath },
  body: Type.Object({ group_id: entityId('User group ID.') }),
  bodyModel: 'AttachGroupPolicyReqBody',
  success: { status: 200, model: 'AttachGroupPolicyV5Response' },
  permission: onceNamed(
    inAccount({
      action: 'iam:groups:attachPolicyV5',
      accessLevel: 'Permission_management',
      policy: 'must-allow',
      resource: userGroup,
      source: 'documented',
    }),
  ),
  transaction: 'write',
  example: {
    path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' },
    body: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' },
  },
  async handle({ records, now }, grantFor, { path, body }) {
    const grant = await grantFor({ group_id: body.group_id });
    const policy = await policyWithId(records, grant, path.policy_id);
    const group = await userGroupWithId(records, grant, body.group_id);
    await attachPolicy(records, grant, policy, group, now);
    return { body: undefined };
  },
});

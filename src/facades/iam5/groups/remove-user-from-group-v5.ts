import { removeFromGroup, userGroupWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userGroup } from '../resources.ts';
import { groupPath, memberBody } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Removing an IAM User from a Group. */
export const removeUserFromGroupV5 = operation({
  name: 'RemoveUserFromGroupV5',
  summary: 'Removing a user from a group',
  section: 'Managing Groups',
  method: 'POST',
  path: '/v5/groups/{group_id}/remove-user',
  parameters: { path: groupPath },
  body: memberBody,
  bodyModel: 'RemoveUserFromGroupReqBody',
  success: { status: 200, model: 'RemoveUserFromGroupV5Response' },
  permission: inAccount({
    action: 'iam:permissions:removeUserFromGroupV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userGroup,
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' },
    body: { user_id: '07609fb9358010e21f7bc003751c7c32' },
  },
  async handle({ records, now }, grant, { path, body }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    const user = await userWithId(records, grant, body.user_id);
    await removeFromGroup(records, grant, group, user, now);
    return { body: undefined };
  },
});

import { removeFromGroup, userGroupWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { memberPath } from './group-answers.ts';

/** Source: IAM API Reference, User Group Management, Removing an IAM User from a User Group. */
export const keystoneRemoveUserFromGroup = operation({
  name: 'KeystoneRemoveUserFromGroup',
  summary: 'Removing a user from a group',
  section: 'User Group Management',
  method: 'DELETE',
  path: '/v3/groups/{group_id}/users/{user_id}',
  parameters: { path: memberPath },
  success: { status: 204, model: 'KeystoneRemoveUserFromGroupResponse' },
  permission: inAccount({
    action: 'iam:permissions:removeUserFromGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: {
      group_id: '077a4c7bcd8010d53fb7c003e9d966c2',
      user_id: '07609fb9358010e21f7bc003751c7c32',
    },
  },
  async handle({ records, now }, grant, { path }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    const user = await userWithId(records, grant, path.user_id);
    await removeFromGroup(records, grant, group, user, now);
    return { body: undefined };
  },
});

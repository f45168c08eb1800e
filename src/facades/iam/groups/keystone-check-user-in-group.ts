import { requireInGroup, userGroupWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { memberPath } from './group-answers.ts';

/** Source: IAM API Reference, User Group Management, Checking Whether an IAM User Belongs to a User Group. */
export const keystoneCheckUserInGroup = operation({
  name: 'KeystoneCheckUserInGroup',
  summary: 'Checking whether a user is in a group',
  section: 'User Group Management',
  method: 'HEAD',
  path: '/v3/groups/{group_id}/users/{user_id}',
  parameters: { path: memberPath },
  success: { status: 204, model: 'KeystoneCheckUserInGroupResponse' },
  permission: inAccount({
    action: 'iam:permissions:checkUserInGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: {
    path: {
      group_id: '077a4c7bcd8010d53fb7c003e9d966c2',
      user_id: '07609fb9358010e21f7bc003751c7c32',
    },
  },
  async handle({ records }, grant, { path }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    const user = await userWithId(records, grant, path.user_id);
    await requireInGroup(records, group, user);
    return { body: undefined };
  },
});

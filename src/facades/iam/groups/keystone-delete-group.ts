import { deleteUserGroup, userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { groupPath } from './group-answers.ts';

/** Source: IAM API Reference, User Group Management, Deleting a User Group. */
export const keystoneDeleteGroup = operation({
  name: 'KeystoneDeleteGroup',
  summary: 'Deleting a user group',
  section: 'User Group Management',
  method: 'DELETE',
  path: '/v3/groups/{group_id}',
  parameters: { path: groupPath },
  success: { status: 204, model: 'KeystoneDeleteGroupResponse' },
  permission: inAccount({
    action: 'iam:groups:deleteGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' } },
  async handle({ records, now }, grant, { path }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    await deleteUserGroup(records, grant, group, now);
    return { body: undefined };
  },
});

import { deleteUserGroup, userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userGroup } from '../resources.ts';
import { groupPath } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Deleting a Group. */
export const deleteGroupV5 = operation({
  name: 'DeleteGroupV5',
  summary: 'Deleting a user group',
  description: 'Its users stay, and lose what they had through it.',
  section: 'Managing Groups',
  method: 'DELETE',
  path: '/v5/groups/{group_id}',
  parameters: { path: groupPath },
  success: { status: 204, model: 'DeleteGroupV5Response' },
  permission: inAccount({
    action: 'iam:groups:deleteGroupV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userGroup,
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

import { addToGroup, userGroupWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userGroup } from '../resources.ts';
import { groupPath, memberBody } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Adding an IAM User to a Group. */
export const addUserToGroupV5 = operation({
  name: 'AddUserToGroupV5',
  summary: 'Adding a user to a group',
  section: 'Managing Groups',
  method: 'POST',
  path: '/v5/groups/{group_id}/add-user',
  parameters: { path: groupPath },
  body: memberBody,
  bodyModel: 'AddUserToGroupReqBody',
  success: { status: 200, model: 'AddUserToGroupV5Response' },
  permission: inAccount({
    action: 'iam:permissions:addUserToGroupV5',
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
    await addToGroup(records, grant, group, user, now);
    return { body: undefined };
  },
});

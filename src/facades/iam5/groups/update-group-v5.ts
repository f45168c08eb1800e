import { Type } from '../../../contract/schema.ts';
import { updateUserGroup, userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userGroup } from '../resources.ts';
import { groupAnswer, groupPath, groupResult } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Modifying a Group. */
export const updateGroupV5 = operation({
  name: 'UpdateGroupV5',
  summary: 'Changing the name or description of a user group',
  section: 'Managing Groups',
  method: 'PUT',
  path: '/v5/groups/{group_id}',
  parameters: { path: groupPath },
  body: Type.Object({
    new_group_name: Type.Optional(Type.String({ description: 'User group name.' })),
    new_group_description: Type.Optional(Type.String({ description: 'User group description.' })),
  }),
  bodyModel: 'UpdateGroupReqBody',
  success: {
    status: 200,
    model: 'UpdateGroupV5Response',
    body: Type.Object({ group: groupResult }),
  },
  permission: inAccount({
    action: 'iam:groups:updateGroupV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userGroup,
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' },
    body: { new_group_name: 'testers' },
  },
  async handle({ records, now }, grant, { path, body }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    const changes = { name: body.new_group_name, description: body.new_group_description };
    const updated = await updateUserGroup(records, grant, group, changes, now);
    return { body: { group: groupAnswer(updated) } };
  },
});

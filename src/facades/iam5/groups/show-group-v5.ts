import { Type } from '../../../contract/schema.ts';
import { userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userGroup } from '../resources.ts';
import { groupAnswer, groupPath, groupResult } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Querying Group Details. */
export const showGroupV5 = operation({
  name: 'ShowGroupV5',
  summary: 'Querying a user group',
  section: 'Managing Groups',
  method: 'GET',
  path: '/v5/groups/{group_id}',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'ShowGroupV5Response',
    body: Type.Object({ group: groupResult }),
  },
  permission: inAccount({
    action: 'iam:groups:getGroupV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: userGroup,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' } },
  async handle({ records }, grant, { path }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    return { body: { group: groupAnswer(group) } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { groupAnswer, groupPath, groupResult } from './group-answers.ts';

/** Source: IAM API Reference, User Group Management, Querying User Group Details. */
export const keystoneShowGroup = operation({
  name: 'KeystoneShowGroup',
  summary: 'Querying a user group',
  section: 'User Group Management',
  method: 'GET',
  path: '/v3/groups/{group_id}',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'KeystoneShowGroupResponse',
    body: Type.Object({ group: groupResult }),
  },
  permission: inAccount({
    action: 'iam:groups:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' } },
  async handle({ records, baseUrl }, grant, { path }) {
    const group = await userGroupWithId(records, grant, path.group_id);
    return { body: { group: groupAnswer(group, baseUrl) } };
  },
});

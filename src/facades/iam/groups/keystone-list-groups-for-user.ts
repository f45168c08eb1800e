import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { links, linksTo } from '../links.ts';
import { groupAnswer, groupResult } from './group-answers.ts';
import { whole } from './whole.ts';

/** Source: IAM API Reference, IAM User Management, Querying the Groups of an IAM User. */
export const keystoneListGroupsForUser = operation({
  name: 'KeystoneListGroupsForUser',
  summary: 'Listing the groups that a user is in',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v3/users/{user_id}/groups',
  parameters: {
    path: Type.Object({ user_id: Type.String({ description: 'IAM user ID.' }) }),
  },
  success: {
    status: 200,
    model: 'KeystoneListGroupsForUserResponse',
    body: Type.Object({ groups: Type.Array(groupResult), links }),
  },
  permission: inAccount({
    action: 'iam:groups:listGroupsForUser',
    accessLevel: 'List',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { user_id: '07609fb9358010e21f7bc003751c7c32' } },
  async handle({ records, baseUrl }, grant, { path }) {
    const { domainId, id } = await userWithId(records, grant, path.user_id);
    const all = await records.access.listUserGroups(domainId, id, whole);
    const groups = all.map((group) => groupAnswer(group, baseUrl));
    return { body: { groups, links: linksTo(`${baseUrl}/v3/users/${id}/groups`) } };
  },
});

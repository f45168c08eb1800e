import { nullable, Type } from '../../../contract/schema.ts';
import { type User, userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { links, linksTo } from '../links.ts';
import { groupPath } from './group-answers.ts';
import { whole } from './whole.ts';

/** KeystoneUserResult, as far as it is known here. */
const userResult = Type.Object({
  domain_id: Type.String({ description: 'Account ID.' }),
  name: Type.String({ description: 'IAM user name.' }),
  password_expires_at: nullable(Type.String({ description: 'Always null: passwords last.' })),
  links,
  id: Type.String({ description: 'IAM user ID.' }),
  enabled: Type.Boolean({ description: 'Whether the user is let in.' }),
});

/** Source: IAM API Reference, IAM User Management, Querying the IAM Users in a Group. */
export const keystoneListUsersForGroupByAdmin = operation({
  name: 'KeystoneListUsersForGroupByAdmin',
  summary: 'Listing the users in a group',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v3/groups/{group_id}/users',
  parameters: { path: groupPath },
  success: {
    status: 200,
    model: 'KeystoneListUsersForGroupByAdminResponse',
    body: Type.Object({ links, users: Type.Array(userResult) }),
  },
  permission: inAccount({
    action: 'iam:users:listUsersForGroup',
    accessLevel: 'List',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' } },
  async handle({ records, baseUrl }, grant, { path }) {
    const { domainId, id } = await userGroupWithId(records, grant, path.group_id);
    const members = await records.access.listUsersOfGroup(domainId, id, whole);
    const users = members.map((user) => userAnswer(user, baseUrl));
    return { body: { links: linksTo(`${baseUrl}/v3/groups/${id}/users`), users } };
  },
});

function userAnswer({ domainId, id, name, enabled }: User, baseUrl: string) {
  return {
    domain_id: domainId,
    name,
    password_expires_at: null,
    links: linksTo(`${baseUrl}/v3/users/${id}`),
    id,
    enabled,
  };
}

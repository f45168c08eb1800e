import { Type } from '../../../contract/schema.ts';
import { userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { links, linksTo } from '../links.ts';
import { shownUser, shownUserAnswer } from '../users/user-answers.ts';
import { groupPath } from './group-answers.ts';
import { whole } from './whole.ts';

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
    body: Type.Object({ links, users: Type.Array(shownUser) }),
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
    const profiles = new Map(
      (await records.access.listLoginProfiles(domainId)).map((each) => [each.userId, each]),
    );
    const users = members.map((user) => shownUserAnswer(user, profiles.get(user.id), baseUrl));
    return { body: { links: linksTo(`${baseUrl}/v3/groups/${id}/users`), users } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { userAnswer, userSchema } from './user-answers.ts';

/** Source: IAM 5 API Reference, IAM User Management, Listing IAM Users. */
export const listUsersV5 = operation({
  name: 'ListUsersV5',
  summary: 'Listing the users of the account',
  description: 'In the order of their making.',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v5/users',
  parameters: {
    query: Type.Object({
      ...pageQuery,
      group_id: Type.Optional(
        Type.String({
          description: 'Only members of this user group.',
          pattern: '^[a-zA-Z0-9-]{1,64}$',
          accepts: '1 to 64 letters, digits or hyphens',
        }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'ListUsersV5Response',
    body: Type.Object({ users: Type.Array(userSchema), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:users:listUsersV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { query: { limit: 100 } },
  async handle({ records }, grant, { query }) {
    const { access } = records;
    const { group_id } = query;
    if (group_id !== undefined) await userGroupWithId(records, grant, group_id);
    const { domainId } = grant.principal;
    const { items, page_info } = await onePage(
      query,
      (stretch) =>
        group_id === undefined
          ? access.listUsersAfter(domainId, stretch)
          : access.listUsersOfGroup(domainId, group_id, stretch),
      (user) => user.id,
    );
    return { body: { users: items.map(userAnswer), page_info } };
  },
});

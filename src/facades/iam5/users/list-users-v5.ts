import { Type } from '../../../contract/schema.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { paged, pageInfo, pageQuery, stretchOf } from '../pages.ts';
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
  async handle({ records }, { principal }, { query }) {
    if (query.group_id !== undefined) {
      throw new Problem('not-found', {
        subject: 'user group',
        reason: `Could not find group: ${query.group_id}.`,
      });
    }
    const rows = await records.access.listUsersAfter(principal.domainId, stretchOf(query));
    const { items, page_info } = paged(rows, query, (user) => user.id);
    return { body: { users: items.map(userAnswer), page_info } };
  },
});

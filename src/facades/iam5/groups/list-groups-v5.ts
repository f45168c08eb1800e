import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { userGroup } from '../resources.ts';
import { groupAnswer, groupResult } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Querying All Groups. */
export const listGroupsV5 = operation({
  name: 'ListGroupsV5',
  summary: 'Listing user groups',
  section: 'Managing Groups',
  method: 'GET',
  path: '/v5/groups',
  parameters: {
    query: Type.Object({
      ...pageQuery,
      user_id: Type.Optional(Type.String({ description: 'Only groups that this user is in.' })),
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupsV5Response',
    body: Type.Object({ groups: Type.Array(groupResult), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:groups:listGroupsV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: userGroup,
    source: 'documented',
  }),
  transaction: 'read',
  example: { query: { limit: 10 } },
  async handle({ records }, { principal }, { query }) {
    const { items, page_info } = await onePage(
      query,
      (stretch) => records.access.listUserGroups(principal.domainId, query.user_id, stretch),
      (group) => group.id,
    );
    return { body: { groups: items.map(groupAnswer), page_info } };
  },
});

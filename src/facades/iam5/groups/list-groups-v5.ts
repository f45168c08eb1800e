import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { pageInfo } from '../pages.ts';
import { groupAnswer, groupResult } from './group-answers.ts';
import { groupsPage, groupsQuery, listingGroups } from './group-lists.ts';

/** Source: IAM 5 API Reference, Managing Groups, Querying All Groups. */
export const listGroupsV5 = operation({
  name: 'ListGroupsV5',
  summary: 'Listing user groups',
  section: 'Managing Groups',
  method: 'GET',
  path: '/v5/groups',
  parameters: {
    query: groupsQuery,
  },
  success: {
    status: 200,
    model: 'ListGroupsV5Response',
    body: Type.Object({ groups: Type.Array(groupResult), page_info: pageInfo }),
  },
  permission: listingGroups,
  transaction: 'read',
  example: { query: { limit: 10 } },
  async handle({ records }, { principal }, { query }) {
    const { items, page_info } = await groupsPage(records, principal.domainId, query);
    return { body: { groups: items.map(groupAnswer), page_info } };
  },
});

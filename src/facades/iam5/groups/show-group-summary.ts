import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { pageInfo } from '../pages.ts';
import { groupAnswer, groupFields } from './group-answers.ts';
import { groupsPage, groupsQuery, listingGroups } from './group-lists.ts';

const summaryResult = Type.Object({
  ...groupFields,
  user_count: Type.Integer({ description: 'Users in the group.' }),
});

/** Source: IAM 5 API Reference, Managing Groups, Querying User Group Attributes. */
export const showGroupSummary = operation({
  name: 'ShowGroupSummary',
  summary: 'Listing user groups with the number of their users',
  section: 'Managing Groups',
  method: 'GET',
  path: '/v5/groups-summary',
  parameters: {
    query: groupsQuery,
  },
  success: {
    status: 200,
    model: 'ShowGroupSummaryResponse',
    body: Type.Object({ groups: Type.Array(summaryResult), page_info: pageInfo }),
  },
  permission: listingGroups,
  transaction: 'read',
  example: { query: { limit: 10 } },
  async handle({ records }, { principal }, { query }) {
    const { items, page_info } = await groupsPage(records, principal.domainId, query);
    return {
      body: {
        groups: items.map((group) => ({ ...groupAnswer(group), user_count: group.userCount })),
        page_info,
      },
    };
  },
});

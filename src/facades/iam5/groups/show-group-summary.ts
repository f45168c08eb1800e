import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { userGroup } from '../resources.ts';
import { groupAnswer, groupFields } from './group-answers.ts';

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
    query: Type.Object({
      ...pageQuery,
      user_id: Type.Optional(Type.String({ description: 'Only groups that this user is in.' })),
    }),
  },
  success: {
    status: 200,
    model: 'ShowGroupSummaryResponse',
    body: Type.Object({ groups: Type.Array(summaryResult), page_info: pageInfo }),
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
    return {
      body: {
        groups: items.map((group) => ({ ...groupAnswer(group), user_count: group.userCount })),
        page_info,
      },
    };
  },
});

import { searchText, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath, pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo SDK, section Member. */
export const listGroupProtectedRefsUserGroups = operation({
  name: 'ListGroupProtectedRefsUserGroups',
  summary: 'Querying the user groups in a repository group by the numbers that rules name them by',
  section: 'Member',
  method: 'GET',
  path: '/v4/groups/{group_id}/protected-refs/user-groups',
  parameters: {
    path: groupPath,
    query: Type.Object({
      search: Type.Optional(searchText('ID or part of the name of a user group.')),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupProtectedRefsUserGroupsResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        id: Type.Integer({ description: 'Number of the user group, for user_team_ids.' }),
        name: Type.String({ description: 'Its name.' }),
      }),
    ),
  },
  permission: onGroup({ ...viewing.members, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { limit: 20 } },
  async handle({ records }, { node }, { query }) {
    const filter = { are: 'inside', search: query.search } as const;
    const { items, total } = await records.tree.listUserGroups(node, filter, pageOf(query));
    return {
      body: items.map(({ number, name }) => ({ id: number, name })),
      headers: totalHeader(total),
    };
  },
});

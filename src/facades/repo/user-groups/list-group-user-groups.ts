import { searchText, Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath, pageOf, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { userGroupFields, userGroupValues } from './user-group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying the User Groups of a Group. */
export const listGroupUserGroups = operation({
  name: 'ListGroupUserGroups',
  summary: 'Querying the user groups in a repository group, inherited ones included',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/user-groups',
  parameters: {
    path: groupPath,
    query: Type.Object({
      search: Type.Optional(searchText('ID or part of the name of a user group.')),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupUserGroupsResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        ...userGroupFields,
        description: Type.String({ description: 'Description of the user group.' }),
      }),
    ),
  },
  permission: onGroup({ ...viewing.members, source: 'inferred' }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { limit: 20 } },
  async handle({ records }, { node }, { query }) {
    const filter = { are: 'inside', search: query.search } as const;
    const { items, total } = await records.tree.listUserGroups(node, filter, pageOf(query));
    const body = items.map((group) => ({
      ...userGroupValues(group, node),
      description: group.description,
    }));
    return { body, headers: totalHeader(total) };
  },
});

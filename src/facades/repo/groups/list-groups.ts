import { nullable, oneOf, searchText, Type } from '../../../contract/schema.ts';
import { listOfAccount, type NodeInProject, type Seen } from '../../../domain/tree/index.ts';
import { type Context, operation } from '../../context.ts';
import { inAccount, principalOf } from '../../permissions.ts';
import { nodeList, pageQuery, totalHeader, totalHeaderText } from '../parameters.ts';
import {
  myRoleFields,
  myRoleValues,
  sharedGroupFields,
  sharedGroupValues,
  standing,
} from './group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Repository Groups. */
export const listGroups = operation({
  name: 'ListGroups',
  summary: "Querying the repository groups of the caller's projects",
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/list',
  parameters: {
    query: Type.Object({
      search: Type.Optional(searchText('Part of the name.')),
      all_available: Type.Optional(
        Type.Boolean({ description: 'Also public groups of projects not joined.' }),
      ),
      order_by: Type.Optional(
        oneOf(['name', 'path', 'id', 'created_at', 'updated_at'], {
          description: 'Default: created_at.',
        }),
      ),
      sort: Type.Optional(oneOf(['asc', 'desc'], { description: 'Default: desc.' })),
      starred: Type.Optional(Type.Boolean({ description: 'Only groups the caller starred.' })),
      owned: Type.Optional(Type.Boolean({ description: 'Only groups the caller owns.' })),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListGroupsResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        ...sharedGroupFields,
        ancestor_ids: Type.Array(Type.Integer()),
        ancestor_names: Type.Array(Type.String()),
        lfs_enabled: Type.Boolean(),
        item_type: nullable(Type.String()),
        parent_id: nullable(Type.Integer({ description: 'Null at the top.' })),
        my_role: Type.Object({
          ...myRoleFields,
          is_project_admin: Type.Integer(),
          is_group_creator: Type.Integer(),
          is_repo_creator: nullable(Type.Integer()),
          role_show_flag: nullable(Type.Integer()),
        }),
        members: Type.Integer({ description: 'Members of the group.' }),
        web_url: nullable(Type.String()),
        sub_group_count: Type.Integer({ description: 'The same as subgroup_count.' }),
        last_owner: Type.Boolean({ description: 'Whether the caller is the only owner.' }),
        roles: Type.Array(Type.Object({})),
      }),
    ),
  },
  permission: inAccount({
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { query: { limit: 20 } },
  async handle(context, grant, { query }) {
    // Nothing can be starred yet, so a list of starred groups is empty.
    if (query.starred === true) return { body: [], headers: totalHeader(0) };
    const { items, total } = await listOfAccount(
      context.records,
      grant,
      context.kinds.repositoryGroup,
      { ownedOnly: query.owned === true, withPublic: query.all_available === true },
      nodeList(query, query.search, 'created_at'),
    );
    return {
      body: items.map((node) => groupBase(context, node)),
      headers: totalHeader(total),
    };
  },
});

function groupBase(context: Context, node: NodeInProject & Seen) {
  const principal = principalOf(context);
  const mine = standing(node, principal, node.roleId);
  const shared = sharedGroupValues(node, node.projectName, mine);
  const parentId = node.parentId === null ? null : Number(node.parentId);
  return {
    ...shared,
    ancestor_ids: node.path.split('.').map(Number),
    ancestor_names: node.namePath.split('/'),
    lfs_enabled: false,
    item_type: null,
    parent_id: parentId,
    my_role: {
      ...myRoleValues(mine, principal),
      is_project_admin: mine.isProjectAdmin,
      is_group_creator: mine.isGroupCreator,
      is_repo_creator: null,
      role_show_flag: null,
    },
    members: node.memberCount,
    web_url: null,
    sub_group_count: node.childCount - node.repositoryCount,
    last_owner: mine.isGroupCreator === 1,
    roles: [],
  };
}

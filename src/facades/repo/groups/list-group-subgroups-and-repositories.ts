import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { subgroupItem, subgroupQuery, subgroupReply } from './subgroup-list.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Subgroups and Repositories of a Group. */
export const listGroupSubgroupsAndRepositories = operation({
  name: 'ListGroupSubgroupsAndRepositories',
  summary: 'Querying the subgroups and repositories of a repository group',
  section: 'Group',
  method: 'GET',
  path: '/v4/groups/{group_id}/subgroups-and-repositories',
  parameters: { path: groupPath, query: subgroupQuery },
  success: {
    status: 200,
    model: 'ListGroupSubgroupsAndRepositoriesResponse',
    headers: totalHeaderText,
    body: Type.Array(subgroupItem),
  },
  permission: onGroup({ ...viewing.repository, source: 'documented' }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { limit: 20 } },
  handle: (context, { within, node }, { query }) => subgroupReply(context, within, node, query),
});

import { listChildren } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath, nodeList, totalHeader, totalHeaderText } from '../parameters.ts';
import { basicRepository } from '../repository-answers.ts';
import { viewing } from '../viewing.ts';
import { basicList, basicListQuery } from './basic-list.ts';

/** Source: CodeArts Repo API Reference, V4, Repository, Querying the Repositories of a Group. */
export const listGroupRepositories = operation({
  name: 'ListGroupRepositories',
  summary: 'Querying the repositories directly in a repository group',
  section: 'Repository',
  method: 'GET',
  path: '/v4/groups/{group_id}/repositories',
  parameters: { path: groupPath, query: basicListQuery },
  success: {
    status: 200,
    model: 'ListGroupRepositoriesResponse',
    headers: totalHeaderText,
    body: basicList,
  },
  permission: onGroup({ ...viewing.repository, source: 'documented' }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { limit: 20 } },
  async handle({ records, kinds }, { within, node }, { query }) {
    const list = { ...nodeList(query, query.search, 'updated_at'), only: 'repository' as const };
    const found = await listChildren(records, within, kinds.repositoryGroup, node, list);
    return { body: found.items.map(basicRepository), headers: totalHeader(found.total) };
  },
});

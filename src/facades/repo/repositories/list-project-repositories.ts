import { listInProject } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { nodeList, projectPath, totalHeader, totalHeaderText } from '../parameters.ts';
import { basicRepository } from '../repository-answers.ts';
import { viewing } from '../viewing.ts';
import { basicList, basicListQuery } from './basic-list.ts';

/** Source: CodeArts Repo API Reference, V4, Repository, Querying the Repositories of a Project. */
export const listProjectRepositories = operation({
  name: 'ListProjectRepositories',
  summary: 'Querying the repositories of a project, those in its groups included',
  section: 'Repository',
  method: 'GET',
  path: '/v4/projects/{project_id}/repositories',
  parameters: { path: projectPath, query: basicListQuery },
  success: {
    status: 200,
    model: 'ListProjectRepositoriesResponse',
    headers: totalHeaderText,
    body: basicList,
  },
  permission: inProject({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' }, query: { limit: 20 } },
  async handle({ records, kinds }, within, { query }) {
    const list = nodeList(query, query.search, 'updated_at');
    const { items, total } = await listInProject(records, within, kinds.repository, list);
    return { body: items.map(basicRepository), headers: totalHeader(total) };
  },
});

import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { subgroupItem, subgroupQuery, subgroupReply } from '../groups/subgroup-list.ts';
import { projectPath, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo API Reference, V4, Project, Querying Subgroups and Repositories. */
export const listProjectSubgroupsAndRepositories = operation({
  name: 'ListProjectSubgroupsAndRepositories',
  summary: 'Querying the top groups and repositories of a project',
  section: 'Project',
  method: 'GET',
  path: '/v4/projects/{project_id}/subgroups-and-repositories',
  parameters: { path: projectPath, query: subgroupQuery },
  success: {
    status: 200,
    model: 'ListProjectSubgroupsAndRepositoriesResponse',
    headers: totalHeaderText,
    body: Type.Array(subgroupItem),
  },
  permission: inProject({ ...viewing.repository, source: 'documented' }),
  transaction: 'read',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    query: { limit: 20 },
  },
  handle: (context, within, { query }) => subgroupReply(context, within, undefined, query),
});

import { oneOf, Type } from '../../../contract/schema.ts';
import { listPermitted } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { pageOf, pageQuery, projectPath, totalHeader, totalHeaderText } from '../parameters.ts';
import { viewing } from '../viewing.ts';
import { fullName, fullPath } from './group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Querying Groups with the Create Permission. */
export const listManageableGroups = operation({
  name: 'ListManageableGroups',
  summary: 'Querying the groups of a project in which the caller may create groups or repositories',
  section: 'Group',
  method: 'GET',
  path: '/v4/{project_id}/manageable-groups',
  parameters: {
    path: projectPath,
    query: Type.Object({
      scope: Type.Optional(
        oneOf(['group', 'repository'], { description: 'What to create. Default: repository.' }),
      ),
      ...pageQuery,
    }),
  },
  success: {
    status: 200,
    model: 'ListManageableGroupsResponse',
    headers: totalHeaderText,
    body: Type.Array(
      Type.Object({
        full_name: Type.String({ description: 'Project ID and names from the top group down.' }),
        id: Type.Integer({ description: 'Repository group ID.' }),
        name: Type.String({ description: 'Repository group name.' }),
        full_path: Type.String({ description: 'The full name as a path.' }),
        path: Type.String({ description: 'Last segment of the path.' }),
        visibility: Type.String({ description: 'private or public.' }),
      }),
    ),
  },
  permission: inProject({ ...viewing.group, source: 'documented' }),
  transaction: 'read',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    query: { scope: 'group', limit: 20 },
  },
  async handle({ records, kinds }, within, { query }) {
    const point = query.scope === 'group' ? 'repository-group.create' : 'repository.create';
    const kind = kinds.repositoryGroup;
    const { items, total } = await listPermitted(records, within, kind, point, pageOf(query));
    const groups = items.map((node) => ({
      full_name: fullName(node),
      id: Number(node.id),
      name: node.name,
      full_path: fullPath(node),
      path: node.name,
      visibility: node.visibility ?? 'public',
    }));
    return { body: groups, headers: totalHeader(total) };
  },
});

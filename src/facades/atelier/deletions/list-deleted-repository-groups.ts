import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { listDeleted } from './deleted-nodes.ts';
import { pageQuery, projectPath, repositoryDeletions } from './parameters.ts';

export const listDeletedRepositoryGroups = operation({
  name: 'ListDeletedRepositoryGroups',
  summary:
    'Querying which repository groups and repositories of a project were deleted and can be restored',
  section: 'Repository Groups',
  method: 'GET',
  path: '/atelier/v1/projects/{project_id}/deleted-repository-groups',
  parameters: { path: projectPath, query: pageQuery },
  success: { status: 200, model: 'DeletedRepositoryGroups', body: repositoryDeletions },
  sdk: 'none',
  permission: inProject({
    action: 'codeartsrepo:group:getGroup',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
    beyond: '`repository-group.delete` for what others deleted',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' }, query: { limit: 20 } },
  async handle(context, within, { query }) {
    const kind = context.kinds.repositoryGroup;
    return { body: await listDeleted(context, within, kind, query, Number) };
  },
});

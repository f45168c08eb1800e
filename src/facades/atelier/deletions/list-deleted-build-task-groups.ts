import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { listDeleted } from './deleted-nodes.ts';
import { buildDeletions, pageQuery, projectPath } from './parameters.ts';

export const listDeletedBuildTaskGroups = operation({
  name: 'ListDeletedBuildTaskGroups',
  summary: 'Querying which build task groups of a project were deleted and can be restored',
  section: 'Build Task Groups',
  method: 'GET',
  path: '/atelier/v1/projects/{project_id}/deleted-build-task-groups',
  parameters: { path: projectPath, query: pageQuery },
  success: { status: 200, model: 'DeletedBuildTaskGroups', body: buildDeletions },
  sdk: 'none',
  permission: inProject({
    action: 'codeartsbuild:group:listGroups',
    accessLevel: 'List',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' }, query: { limit: 20 } },
  async handle(context, within, { query }) {
    const kind = context.kinds.buildTaskGroup;
    return { body: await listDeleted(context, within, kind, query, String) };
  },
});

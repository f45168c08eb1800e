import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { purgeDeleted } from './deleted-nodes.ts';
import { buildDeletionPath } from './parameters.ts';

export const purgeBuildTaskGroup = operation({
  name: 'PurgeBuildTaskGroup',
  summary: 'Ending the time in which a build task group can be restored',
  section: 'Build Task Groups',
  method: 'DELETE',
  path: '/atelier/v1/projects/{project_id}/deleted-build-task-groups/{group_id}',
  parameters: { path: buildDeletionPath },
  success: { status: 204, model: 'PurgeBuildTaskGroupResponse' },
  sdk: 'none',
  permission: inProject({
    action: 'codeartsbuild:group:deleteGroup',
    accessLevel: 'Write',
    policy: 'may-deny',
    point: 'build-group.manage',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: {
      project_id: '0b234373cf3f4b04ab2d8a245155e12b',
      group_id: '626c66e962e44ce680b168c409d0502a',
    },
  },
  async handle(context, within, { path }) {
    await purgeDeleted(context, within, context.kinds.buildTaskGroup, path.group_id);
    return { body: undefined };
  },
});

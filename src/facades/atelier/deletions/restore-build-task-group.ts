import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { placeOf, restoreDeleted } from './deleted-nodes.ts';
import { buildDeletionPath, buildPlace, restoredBuildGroup } from './parameters.ts';

export const restoreBuildTaskGroup = operation({
  name: 'RestoreBuildTaskGroup',
  summary: 'Restoring a build task group that was deleted, with all that was below it',
  section: 'Build Task Groups',
  method: 'POST',
  path: '/atelier/v1/projects/{project_id}/deleted-build-task-groups/{group_id}/restore',
  parameters: { path: buildDeletionPath },
  body: buildPlace,
  success: { status: 200, model: 'RestoredBuildTaskGroup', body: restoredBuildGroup },
  sdk: 'none',
  permission: inProject({
    action: 'codeartsbuild:group:createGroup',
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
    body: { name: 'tools' },
  },
  async handle(context, within, { path, body }) {
    const kind = context.kinds.buildTaskGroup;
    const place = placeOf(body, '');
    return {
      body: await restoreDeleted(context, within, kind, path.group_id, place, String),
    };
  },
});

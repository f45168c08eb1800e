import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { placeOf, restoreDeleted } from './deleted-nodes.ts';
import { repositoryDeletionPath, repositoryPlace, restoredRepositoryNode } from './parameters.ts';

export const restoreRepositoryGroup = operation({
  name: 'RestoreRepositoryGroup',
  summary:
    'Restoring a repository group or repository that was deleted, with all that was below it',
  section: 'Repository Groups',
  method: 'POST',
  path: '/atelier/v1/projects/{project_id}/deleted-repository-groups/{group_id}/restore',
  parameters: { path: repositoryDeletionPath },
  body: repositoryPlace,
  success: { status: 200, model: 'RestoredRepositoryGroup', body: restoredRepositoryNode },
  sdk: 'none',
  permission: inProject({
    action: 'codeartsrepo:group:createGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    beyond:
      '`repository-group.create` or `repository.create` under the parent, and `repository-group.delete` for what others deleted',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b', group_id: 1 },
    body: { name: 'tools' },
  },
  async handle(context, within, { path, body }) {
    const kind = context.kinds.repositoryGroup;
    const place = placeOf(body, 0);
    return {
      body: await restoreDeleted(context, within, kind, path.group_id, place, Number),
    };
  },
});

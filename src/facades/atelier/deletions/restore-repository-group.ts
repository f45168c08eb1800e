import { restoreDeletion } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { placeOf, restorableSince, restoredAnswer } from './deletion-answers.ts';
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
    const { records, kinds, now } = context;
    const restored = await restoreDeletion(
      records,
      within,
      kinds,
      kinds.repositoryGroup,
      String(path.group_id).toLowerCase(),
      placeOf(body, 0),
      { since: restorableSince(context), now },
    );
    return { body: restoredAnswer(restored, Number) };
  },
});

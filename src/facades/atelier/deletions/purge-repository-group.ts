import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { purgeDeleted } from './deleted-nodes.ts';
import { repositoryDeletionPath } from './parameters.ts';

export const purgeRepositoryGroup = operation({
  name: 'PurgeRepositoryGroup',
  summary: 'Ending the time in which a repository group or repository can be restored',
  section: 'Repository Groups',
  method: 'DELETE',
  path: '/atelier/v1/projects/{project_id}/deleted-repository-groups/{group_id}',
  parameters: { path: repositoryDeletionPath },
  success: { status: 204, model: 'PurgeRepositoryGroupResponse' },
  sdk: 'none',
  permission: inProject({
    action: 'codeartsrepo:group:deleteGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    beyond: '`repository-group.delete` for what others deleted',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b', group_id: 1 } },
  async handle(context, within, { path }) {
    await purgeDeleted(context, within, context.kinds.repositoryGroup, path.group_id);
    return { body: undefined };
  },
});

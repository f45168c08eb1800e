import { Type } from '../../../contract/schema.ts';
import { deleteNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectAndGroupPath } from '../parameters.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Deleting a Repository Group. */
export const deleteGroup = operation({
  name: 'DeleteGroup',
  summary: 'Deleting a repository group with everything in it',
  section: 'Group',
  method: 'DELETE',
  path: '/v4/{project_id}/groups/{group_id}',
  parameters: { path: projectAndGroupPath },
  success: {
    status: 202,
    model: 'DeleteGroupResponse',
    body: Type.String({ description: 'A sentence that says so.' }),
  },
  permission: inProject({
    action: 'codeartsrepo:group:deleteGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.delete',
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b', group_id: 1 } },
  async handle({ records, kinds, now }, within, { path }) {
    const id = String(path.group_id);
    const node = await deleteNode(records, within, kinds.repositoryGroup, id, now);
    return { body: `Group '${node.name}' was scheduled for deletion.` };
  },
});

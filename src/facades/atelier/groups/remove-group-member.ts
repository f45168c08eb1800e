import { removeNodeMember } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { memberPath } from './parameters.ts';

/** Ends what `SetGroupMember` gave; roles from above and from the project stay. */
export const removeGroupMember = operation({
  name: 'RemoveGroupMember',
  summary: 'Ending a membership in a repository group',
  section: 'Repository Groups',
  method: 'DELETE',
  path: '/atelier/v1/repository-groups/{group_id}/members/{user_id}',
  parameters: { path: memberPath },
  success: { status: 204, model: 'RemoveGroupMemberResponse' },
  sdk: 'none',
  permission: onGroup({
    action: 'codeartsrepo:group:updateMembers',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-member.delete',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { path: { group_id: 1, user_id: '0b234373cf3f4b04ab2d8a245155e12b' } },
  async handle({ records, kinds, now }, { within, node }, { path }) {
    await removeNodeMember(records, within, kinds.repositoryGroup, node, path.user_id, now);
    return { body: undefined };
  },
});

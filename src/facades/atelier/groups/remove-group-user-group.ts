import { Type } from '../../../contract/schema.ts';
import { dissociateUserGroup } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { userGroupId } from '../../user-group-id.ts';
import { groupId } from './parameters.ts';

/** Ends what the vendor's `AssociateGroupUserGroup` begins, for which its API has no call. */
export const removeGroupUserGroup = operation({
  name: 'RemoveGroupUserGroup',
  summary: 'Taking a user group out of a repository group',
  section: 'Repository Groups',
  method: 'DELETE',
  path: '/atelier/v1/repository-groups/{group_id}/user-groups/{user_group_id}',
  parameters: {
    path: Type.Object({
      group_id: groupId,
      user_group_id: userGroupId,
    }),
  },
  success: { status: 204, model: 'RemoveGroupUserGroupResponse' },
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
  example: { path: { group_id: 1, user_group_id: '5ea4a9d7cf3f4b04ab2d8a245155e12b' } },
  async handle({ records, kinds, now }, { within, node }, { path }) {
    const kind = kinds.repositoryGroup;
    await dissociateUserGroup(records, within, kind, node, path.user_group_id, now);
    return { body: undefined };
  },
});

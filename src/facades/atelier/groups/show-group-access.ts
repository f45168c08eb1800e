import { Type } from '../../../contract/schema.ts';
import { showAccess } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { accessAnswer, groupAccess, groupId, userId } from './parameters.ts';

/** Which roles a user has in a group, and where each comes from. */
export const showGroupAccess = operation({
  name: 'ShowGroupAccess',
  summary: "Querying a user's roles in a repository group and where they come from",
  section: 'Repository Groups',
  method: 'GET',
  path: '/atelier/v1/repository-groups/{group_id}/access',
  parameters: {
    path: Type.Object({ group_id: groupId }),
    query: Type.Object({ user_id: userId }),
  },
  success: {
    status: 200,
    model: 'GroupAccess',
    body: groupAccess,
  },
  sdk: 'none',
  permission: onGroup({
    action: 'codeartsrepo:group:getMembers',
    accessLevel: 'Read',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-member.update',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { group_id: 1 }, query: { user_id: '0b234373cf3f4b04ab2d8a245155e12b' } },
  async handle({ records, kinds }, { within, node }, { query }) {
    const kind = kinds.repositoryGroup;
    const standings = await showAccess(records, within, kind, node, query.user_id);
    return { body: accessAnswer(standings) };
  },
});

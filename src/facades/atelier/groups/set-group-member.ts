import { Type } from '../../../contract/schema.ts';
import { setMember, showAccess } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { accessAnswer, groupAccess, memberPath } from './parameters.ts';

/** The vendor's API adds members by whole user groups only. */
export const setGroupMember = operation({
  name: 'SetGroupMember',
  summary: 'Giving a member of the project a role in a repository group and all below it',
  section: 'Repository Groups',
  method: 'PUT',
  path: '/atelier/v1/repository-groups/{group_id}/members/{user_id}',
  parameters: { path: memberPath },
  body: Type.Object({
    role_id: Type.Integer({
      description: 'Number of a project role.',
      accepts: 'the number of a project role',
    }),
  }),
  success: {
    status: 200,
    model: 'GroupAccess',
    body: groupAccess,
  },
  sdk: 'none',
  permission: onGroup({
    action: 'codeartsrepo:group:updateMembers',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-member.create',
    beyond: '`repository-member.update` for who is a member already',
    source: 'inferred',
  }),
  transaction: 'write',
  example: {
    path: { group_id: 1, user_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    body: { role_id: 4 },
  },
  async handle({ records, kinds, now }, { within, node }, { path, body }) {
    const kind = kinds.repositoryGroup;
    const member = { userId: path.user_id, roleId: body.role_id };
    await setMember(records, within, kind, node, member, now);
    const standings = await showAccess(records, within, kind, node, path.user_id);
    return { body: accessAnswer(standings) };
  },
});

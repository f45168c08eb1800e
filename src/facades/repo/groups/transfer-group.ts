import { int32, maxInt32, nullable, Type } from '../../../contract/schema.ts';
import { standingsOf, transferNode } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { onGroup } from '../../on-group.ts';
import { groupPath } from '../parameters.ts';
import { fullName, fullPath, myRoleFields, myRoleValues, standing } from './group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Transferring a Repository Group. */
export const transferGroup = operation({
  name: 'TransferGroup',
  summary: 'Giving a repository group to another owner',
  section: 'Group',
  method: 'PUT',
  path: '/v4/groups/{group_id}/transfer',
  parameters: { path: groupPath },
  body: Type.Object({
    owner_id: int32(1, maxInt32, { description: 'Number of the user who is to own it.' }),
  }),
  bodyModel: 'BussinessGroupTransferBodyDto',
  success: {
    status: 200,
    model: 'TransferGroupResponse',
    body: Type.Object({
      id: Type.Integer({ description: 'Repository group ID.' }),
      full_name: Type.String({ description: 'Project ID and names from the top group down.' }),
      full_path: Type.String({ description: 'The same as a path.' }),
      my_role: Type.Object({
        ...myRoleFields,
        created_by_id: nullable(Type.Integer()),
        invite_email: nullable(Type.String()),
        invite_token: nullable(Type.String()),
        invite_accepted_at: nullable(Type.String()),
        requested_at: nullable(Type.String()),
        expires_at: nullable(Type.String()),
        limited: Type.Boolean(),
        isProjectAdmin: Type.Integer(),
        isGroupCreator: Type.Integer(),
        isRepoCreator: nullable(Type.Integer()),
        roleShowFlag: nullable(Type.Integer()),
      }),
      name: Type.String({ description: 'Repository group name.' }),
      parent_id: nullable(Type.Integer({ description: 'Null at the top.' })),
      creator_id: Type.Integer({ description: 'Number of the new owner.' }),
    }),
  },
  permission: onGroup({
    action: 'codeartsrepo:group:createGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.transfer',
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { group_id: 1 }, body: { owner_id: 2 } },
  async handle({ records, kinds, now }, { within, node }, { body }) {
    const kind = kinds.repositoryGroup;
    const given = await transferNode(records, within, kind, node, body.owner_id, now);
    const standings = await standingsOf(records, within, given);
    const { principal } = within.grant;
    const mine = standing({ ...given, standings }, principal, within.role.id);
    return {
      body: {
        id: Number(given.id),
        full_name: fullName(given),
        full_path: fullPath(given),
        my_role: {
          ...myRoleValues(mine, principal),
          created_by_id: null,
          invite_email: null,
          invite_token: null,
          invite_accepted_at: null,
          requested_at: null,
          expires_at: null,
          limited: false,
          isProjectAdmin: mine.isProjectAdmin,
          isGroupCreator: mine.isGroupCreator,
          isRepoCreator: null,
          roleShowFlag: null,
        },
        name: given.name,
        parent_id: given.parentId === null ? null : Number(given.parentId),
        creator_id: given.creatorNumber,
      },
    };
  },
});

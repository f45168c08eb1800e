import { int32, maxInt32, Type } from '../../../contract/schema.ts';
import type { Standing } from '../../../domain/tree/index.ts';

export const groupId = int32(1, maxInt32, { description: 'Repository group ID.' });

export const userId = Type.String({
  description: 'ID of an IAM user.',
  pattern: '^[0-9a-zA-Z]{1,64}$',
  accepts: 'the letters and digits of a user ID',
});

export const memberPath = Type.Object({ group_id: groupId, user_id: userId });

/** A role in a group and where it comes from. */
const standingFields = Type.Object({
  access_level: Type.Integer({ description: '20, 30, 40 or 50.' }),
  role_id: Type.Integer({ description: 'Number of the role; -1 for owners and administrators.' }),
  role_name: Type.String({ description: 'Name of the role.' }),
  source: Type.String({
    description:
      'account: the root user; project: the role there; owner or member: of the group named next.',
  }),
  source_group_id: Type.Optional(Type.Integer({ description: 'The group or one above it.' })),
  source_group_name: Type.Optional(Type.String({ description: 'Its name.' })),
  source_user_group_id: Type.Optional(
    Type.String({ description: 'The user group that makes the user a member, where one does.' }),
  ),
});

export const groupAccess = Type.Object({
  roles: Type.Array(standingFields, {
    description: 'Highest first; none where the user may not know of the group.',
  }),
});

export function accessAnswer(standings: readonly Standing[]) {
  return { roles: standings.map(standingValues) };
}

function standingValues({ role, source, node, userGroupId }: Standing) {
  return {
    access_level: role.accessLevel,
    role_id: role.id,
    role_name: role.name,
    source,
    ...(node ? { source_group_id: Number(node.id), source_group_name: node.name } : {}),
    ...(userGroupId === undefined ? {} : { source_user_group_id: userGroupId }),
  };
}

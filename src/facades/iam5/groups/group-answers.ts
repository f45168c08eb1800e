import { Type } from '../../../contract/schema.ts';
import { type UserGroup, userGroupUrn } from '../../../domain/access/index.ts';

/** The form of ids in paths and bodies. */
export const entityId = (description: string) =>
  Type.String({
    description,
    pattern: '^[0-9a-zA-Z-]{1,64}$',
    accepts: '1 to 64 letters, digits or hyphens',
  });

/** The path that names a group. */
export const groupPath = Type.Object({ group_id: entityId('User group ID.') });

/** The body that names a user of the group. */
export const memberBody = Type.Object({ user_id: entityId('IAM user ID.') });

/** The fields of Group. */
export const groupFields = {
  group_id: Type.String({ description: 'User group ID.' }),
  group_name: Type.String({ description: 'User group name.' }),
  created_at: Type.String({ format: 'date-time', description: 'Creation time, UTC.' }),
  urn: Type.String({ description: 'Resource name.' }),
  description: Type.String({ description: 'User group description.' }),
};

export const groupResult = Type.Object(groupFields);

/** A value of `groupResult`. */
export function groupAnswer(group: UserGroup) {
  return {
    group_id: group.id,
    group_name: group.name,
    created_at: new Date(group.createdAt).toISOString(),
    urn: userGroupUrn(group),
    description: group.description,
  };
}

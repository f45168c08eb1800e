import { Type } from '../../../contract/schema.ts';
import { type User, userUrn } from '../../../domain/access/index.ts';

const userFields = {
  user_id: Type.String({ description: 'User ID.' }),
  user_name: Type.String({ description: 'User name.' }),
  description: Type.String({ description: 'Description of the user.' }),
  is_root_user: Type.Boolean({ description: "Whether it is the account's root user." }),
  enabled: Type.Boolean({ description: 'Whether the user is let in.' }),
  created_at: Type.String({ description: 'When the user was created, UTC.' }),
  urn: Type.String({ description: 'iam::<account ID>:user:<user name>.' }),
};

/** User. */
export const userSchema = Type.Object(userFields);

/** UserEx. */
export const userWithTagsSchema = Type.Object({
  ...userFields,
  tags: Type.Array(Type.Object({ tag_key: Type.String(), tag_value: Type.String() }), {
    description: 'Empty: users have no tags.',
  }),
});

/** A value of `userSchema`. */
export function userAnswer(user: User) {
  return {
    user_id: user.id,
    user_name: user.name,
    description: user.description,
    is_root_user: user.root,
    enabled: user.enabled,
    created_at: new Date(user.createdAt).toISOString(),
    urn: userUrn({ domainId: user.domainId, userName: user.name }),
  };
}

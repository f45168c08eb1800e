import { Type } from '../../../contract/schema.ts';
import type { LoginProfile } from '../../../domain/access/index.ts';

export const passwordText = {
  description: '8 to 32 characters of at least two kinds: upper case, lower case, digits, others.',
};

export const resetText = {
  description: 'Whether the user ought to change the password at their next login to a console.',
};

/** LoginProfile; passwords do not expire, so no password_expires_at. */
export const loginProfileSchema = Type.Object({
  user_id: Type.String({ description: 'User ID.' }),
  password_reset_required: Type.Boolean(resetText),
  created_at: Type.String({ description: 'When the user was first given a password, UTC.' }),
});

/** A value of `loginProfileSchema`. */
export function loginProfileAnswer({ userId, resetRequired, createdAt }: LoginProfile) {
  return {
    user_id: userId,
    password_reset_required: resetRequired,
    created_at: new Date(createdAt).toISOString(),
  };
}

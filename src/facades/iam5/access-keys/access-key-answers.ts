import { oneOf, Type } from '../../../contract/schema.ts';
import type { AccessKey } from '../../../domain/access/index.ts';
import { userPath } from '../parameters.ts';

/** The path of one key. */
export const accessKeyPath = Type.Object({
  ...userPath.properties,
  access_key_id: Type.String({
    description: 'Access key (AK).',
    minLength: 1,
    maxLength: 40,
    accepts: '1 to 40 characters',
  }),
});

/** AccessKeyStatus. */
export const accessKeyStatus = oneOf(['active', 'inactive'], {
  description: 'Whether the key opens anything.',
});

/** AccessKeyMetadata. */
export const accessKeySchema = Type.Object({
  user_id: Type.String({ description: 'User ID.' }),
  access_key_id: Type.String({ description: 'Access key (AK).' }),
  created_at: Type.String({ description: 'When the key was created, UTC.' }),
  status: accessKeyStatus,
});

/** A value of `accessKeySchema`. */
export function accessKeyAnswer({ userId, accessKey, createdAt, enabled }: AccessKey) {
  return {
    user_id: userId,
    access_key_id: accessKey,
    created_at: new Date(createdAt).toISOString(),
    status: enabled ? ('active' as const) : ('inactive' as const),
  };
}

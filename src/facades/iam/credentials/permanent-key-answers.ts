import { oneOf, Type } from '../../../contract/schema.ts';
import type { AccessKey } from '../../../domain/access/index.ts';
import { keystoneTime } from '../tokens/token-answers.ts';

/** The path that names a key. */
export const keyPath = Type.Object({
  access_key: Type.String({ description: 'Access key (AK).' }),
});

export const keyStatus = oneOf(['active', 'inactive'], {
  description: 'Whether the key opens anything.',
});

export const keyDescription = Type.Optional(
  Type.String({ description: 'At most 255 characters.' }),
);

/** Credentials, UpdateCredentialResult. */
export const keyResult = Type.Object({
  user_id: Type.String({ description: 'User ID.' }),
  access: Type.String({ description: 'Access key (AK).' }),
  status: keyStatus,
  create_time: Type.String({ description: 'When the key was created, UTC.' }),
  description: Type.String({ description: 'Description of the key.' }),
});

/** A value of `keyResult`. */
export function keyAnswer({ userId, accessKey, enabled, createdAt, description }: AccessKey) {
  return {
    user_id: userId,
    access: accessKey,
    status: enabled ? ('active' as const) : ('inactive' as const),
    create_time: keystoneTime(createdAt),
    description,
  };
}

import { Type } from '../../../contract/schema.ts';
import { accessKeyWithId, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { accessKeyPath } from './access-key-answers.ts';

/**
 * Source: IAM 5 API Reference, Credential Management, Querying the Last Use of a Permanent Access
 * Key.
 */
export const showAccessKeyLastUsedV5 = operation({
  name: 'ShowAccessKeyLastUsedV5',
  summary: 'Querying when an access key was last used',
  description:
    'Uses through another server on the same database show within three minutes; a crash may lose as much.',
  section: 'Credential Management',
  method: 'GET',
  path: '/v5/users/{user_id}/access-keys/{access_key_id}/last-used',
  parameters: { path: accessKeyPath },
  success: {
    status: 200,
    model: 'ShowAccessKeyLastUsedV5Response',
    body: Type.Object({
      access_key_last_used: Type.Object({
        last_used_at: Type.Optional(
          Type.String({ description: 'When, UTC; absent where the key never was.' }),
        ),
      }),
    }),
  },
  permission: inAccount({
    action: 'iam:credentials:showAccessKeyLastUsedV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: {
    path: {
      user_id: '665b542eb4c14b53a15ead449f28b0ba',
      access_key_id: 'P83EVBZJMXCYTMUII3QG',
    },
  },
  async handle({ records, keyUses }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    const { accessKey } = await accessKeyWithId(records, grant, path.access_key_id, user);
    const at = await keyUses.lastUse(records, accessKey);
    const access_key_last_used =
      at === undefined ? {} : { last_used_at: new Date(at).toISOString() };
    return { body: { access_key_last_used } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { accessKeyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { keystoneTime } from '../tokens/token-answers.ts';
import { forKey } from './key-permission.ts';
import { keyAnswer, keyPath, keyResult } from './permanent-key-answers.ts';

/** Source: IAM API Reference, Access Key Management, Querying a Permanent Access Key. */
export const showPermanentAccessKey = operation({
  name: 'ShowPermanentAccessKey',
  summary: 'Querying an access key and when it was last used',
  section: 'Access Key Management',
  method: 'GET',
  path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}',
  parameters: { path: keyPath },
  success: {
    status: 200,
    model: 'ShowPermanentAccessKeyResponse',
    body: Type.Object({
      credential: Type.Object({
        ...keyResult.properties,
        last_use_time: Type.String({
          description: 'When the key was last used, UTC; empty where it never was.',
        }),
      }),
    }),
  },
  permission: forKey({ action: 'iam:credentials:getCredential', accessLevel: 'Read' }),
  transaction: 'read',
  example: { path: { access_key: 'QTWAOYTTINDUT2QVKYUC' } },
  async handle({ records, keyUses }, grant, { path }) {
    const key = await accessKeyWithId(records, grant, path.access_key);
    const at = await keyUses.lastUse(records, key.accessKey);
    const last_use_time = at === undefined ? '' : keystoneTime(at);
    return { body: { credential: { ...keyAnswer(key), last_use_time } } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { accessKeyWithId, updateAccessKey } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { forKey } from './key-permission.ts';
import {
  keyAnswer,
  keyDescription,
  keyPath,
  keyResult,
  keyStatus,
} from './permanent-key-answers.ts';

/** Source: IAM API Reference, Access Key Management, Modifying a Permanent Access Key. */
export const updatePermanentAccessKey = operation({
  name: 'UpdatePermanentAccessKey',
  summary: 'Switching an access key on or off, or describing it',
  section: 'Access Key Management',
  method: 'PUT',
  path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}',
  parameters: { path: keyPath },
  body: Type.Object({
    credential: Type.Object({
      status: Type.Optional(keyStatus),
      description: keyDescription,
    }),
  }),
  bodyModel: 'UpdatePermanentAccessKeyRequestBody',
  success: {
    status: 200,
    model: 'UpdatePermanentAccessKeyResponse',
    body: Type.Object({ credential: keyResult }),
  },
  sdk: { models: { credential: 'UpdateCredentialOption' } },
  permission: forKey({ action: 'iam:credentials:updateCredential', accessLevel: 'Write' }),
  transaction: 'write',
  example: {
    path: { access_key: 'QTWAOYTTINDUT2QVKYUC' },
    body: { credential: { status: 'inactive', description: 'IAMDescription' } },
  },
  async handle({ records, now }, grant, { path, body }) {
    const key = await accessKeyWithId(records, grant, path.access_key);
    const { status, description } = body.credential;
    const enabled = status === undefined ? undefined : status === 'active';
    const changed = await updateAccessKey(records, grant, key, { enabled, description }, now);
    return { body: { credential: keyAnswer(changed) } };
  },
});

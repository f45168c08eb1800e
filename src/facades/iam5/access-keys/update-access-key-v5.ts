import { Type } from '../../../contract/schema.ts';
import { accessKeyWithId, updateAccessKey, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import {
  accessKeyAnswer,
  accessKeyPath,
  accessKeySchema,
  accessKeyStatus,
} from './access-key-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Modifying a Permanent Access Key. */
export const updateAccessKeyV5 = operation({
  name: 'UpdateAccessKeyV5',
  summary: 'Switching an access key on or off',
  section: 'Credential Management',
  method: 'PUT',
  path: '/v5/users/{user_id}/access-keys/{access_key_id}',
  parameters: { path: accessKeyPath },
  body: Type.Object({ status: accessKeyStatus }),
  bodyModel: 'UpdateAccessKeyReqBody',
  success: {
    status: 200,
    model: 'UpdateAccessKeyV5Response',
    body: Type.Object({ access_key: accessKeySchema }),
  },
  sdk: { enums: ['status'] },
  permission: inAccount({
    action: 'iam:credentials:updateCredentialV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: {
      user_id: '665b542eb4c14b53a15ead449f28b0ba',
      access_key_id: 'P83EVBZJMXCYTMUII3QG',
    },
    body: { status: 'inactive' },
  },
  async handle({ records, now }, grant, { path, body }) {
    const user = await userWithId(records, grant, path.user_id);
    const key = await accessKeyWithId(records, grant, path.access_key_id, user);
    const enabled = body.status === 'active';
    const changed = await updateAccessKey(records, grant, key, { enabled }, now);
    return { body: { access_key: accessKeyAnswer(changed) } };
  },
});

import { accessKeyWithId, deleteAccessKey, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { accessKeyPath } from './access-key-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Deleting a Specified Permanent Access Key. */
export const deleteAccessKeyV5 = operation({
  name: 'DeleteAccessKeyV5',
  summary: 'Deleting an access key',
  section: 'Credential Management',
  method: 'DELETE',
  path: '/v5/users/{user_id}/access-keys/{access_key_id}',
  parameters: { path: accessKeyPath },
  success: { status: 204, model: 'DeleteAccessKeyV5Response' },
  permission: inAccount({
    action: 'iam:credentials:deleteCredentialV5',
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
  },
  async handle({ records, now }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    const { accessKey } = await accessKeyWithId(records, grant, path.access_key_id, user);
    await deleteAccessKey(records, grant, accessKey, now);
    return { body: undefined };
  },
});

import { deleteAccessKey } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { forKey } from './key-permission.ts';
import { keyPath } from './permanent-key-answers.ts';

/** Source: IAM API Reference, Access Key Management, Deleting a Permanent Access Key. */
export const deletePermanentAccessKey = operation({
  name: 'DeletePermanentAccessKey',
  summary: 'Deleting an access key',
  section: 'Access Key Management',
  method: 'DELETE',
  path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}',
  parameters: { path: keyPath },
  success: { status: 204, model: 'DeletePermanentAccessKeyResponse' },
  permission: forKey({ action: 'iam:credentials:deleteCredential', accessLevel: 'Write' }),
  transaction: 'write',
  example: { path: { access_key: 'QTWAOYTTINDUT2QVKYUC' } },
  async handle({ records, now }, grant, { path }) {
    await deleteAccessKey(records, grant, path.access_key, now);
    return { body: undefined };
  },
});

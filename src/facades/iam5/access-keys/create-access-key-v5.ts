import { Type } from '../../../contract/schema.ts';
import { createAccessKey, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';
import { accessKeyAnswer, accessKeySchema } from './access-key-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Creating a Permanent Access Key. */
export const createAccessKeyV5 = operation({
  name: 'CreateAccessKeyV5',
  summary: 'Creating an access key for a user',
  description: 'At most two a user. The secret is in this answer and can never be had again.',
  section: 'Credential Management',
  method: 'POST',
  path: '/v5/users/{user_id}/access-keys',
  parameters: { path: userPath },
  success: {
    status: 201,
    model: 'CreateAccessKeyV5Response',
    body: Type.Object({
      access_key: Type.Object({
        ...accessKeySchema.properties,
        secret_access_key: Type.String({ description: 'Secret key (SK).' }),
      }),
    }),
  },
  permission: inAccount({
    action: 'iam:credentials:createCredentialV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' } },
  async handle({ records, vault, now }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    const { key, secretKey } = await createAccessKey(records, grant, vault, user, now);
    return {
      body: { access_key: { ...accessKeyAnswer(key), secret_access_key: secretKey } },
    };
  },
});

import { Type } from '../../../contract/schema.ts';
import { createAccessKey, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { forKeysOf } from './key-permission.ts';
import { keyAnswer, keyDescription, keyResult } from './permanent-key-answers.ts';

/** Source: IAM API Reference, Access Key Management, Creating a Permanent Access Key. */
export const createPermanentAccessKey = operation({
  name: 'CreatePermanentAccessKey',
  summary: 'Creating an access key for oneself or another user',
  description: 'At most two a user. The secret is in this answer and can never be had again.',
  section: 'Access Key Management',
  method: 'POST',
  path: '/v3.0/OS-CREDENTIAL/credentials',
  parameters: {},
  body: Type.Object({
    credential: Type.Object({
      user_id: Type.String({ description: 'User ID.' }),
      description: keyDescription,
    }),
  }),
  bodyModel: 'CreatePermanentAccessKeyRequestBody',
  success: {
    status: 201,
    model: 'CreatePermanentAccessKeyResponse',
    body: Type.Object({
      credential: Type.Object({
        ...keyResult.properties,
        secret: Type.String({ description: 'Secret key (SK).' }),
      }),
    }),
  },
  sdk: { models: { credential: 'CreateCredentialOption' } },
  permission: forKeysOf({ action: 'iam:credentials:createCredential', accessLevel: 'Write' }),
  transaction: 'write',
  example: {
    body: {
      credential: { user_id: '07609fb9358010e21f7bc003751c7c32', description: 'IAMDescription' },
    },
  },
  async handle({ records, vault, now }, grantFor, { body }) {
    const { user_id, description } = body.credential;
    const grant = await grantFor({ user_id });
    const user = await userWithId(records, grant, user_id);
    const made = await createAccessKey(records, grant, vault, user, now, undefined, description);
    return { body: { credential: { ...keyAnswer(made.key), secret: made.secretKey } } };
  },
});

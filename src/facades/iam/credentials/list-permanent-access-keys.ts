import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { principalOf } from '../../permissions.ts';
import { forKeysOf } from './key-permission.ts';
import { keyAnswer, keyResult } from './permanent-key-answers.ts';

/** Source: IAM API Reference, Access Key Management, Listing Permanent Access Keys. */
export const listPermanentAccessKeys = operation({
  name: 'ListPermanentAccessKeys',
  summary: "Querying one's own access keys or another user's",
  section: 'Access Key Management',
  method: 'GET',
  path: '/v3.0/OS-CREDENTIAL/credentials',
  parameters: {
    query: Type.Object({
      user_id: Type.Optional(Type.String({ description: 'User ID. Default: the caller.' })),
    }),
  },
  success: {
    status: 200,
    model: 'ListPermanentAccessKeysResponse',
    body: Type.Object({ credentials: Type.Array(keyResult) }),
  },
  permission: forKeysOf({ action: 'iam:credentials:listCredentials', accessLevel: 'List' }),
  transaction: 'read',
  example: { query: { user_id: '07609fb9358010e21f7bc003751c7c32' } },
  async handle(context, grantFor, { query }) {
    const { records } = context;
    const { user_id = principalOf(context).userId } = query;
    const { domainId, id } = await userWithId(records, await grantFor({ user_id }), user_id);
    const keys = await records.access.listAccessKeys(domainId, id);
    return { body: { credentials: keys.map(keyAnswer) } };
  },
});

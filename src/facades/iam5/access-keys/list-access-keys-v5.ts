import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { paged, pageInfo, pageQuery, stretchOf } from '../pages.ts';
import { userPath } from '../parameters.ts';
import { accessKeyAnswer, accessKeySchema } from './access-key-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Listing Permanent Access Keys. */
export const listAccessKeysV5 = operation({
  name: 'ListAccessKeysV5',
  summary: "Listing a user's access keys",
  section: 'Credential Management',
  method: 'GET',
  path: '/v5/users/{user_id}/access-keys',
  parameters: { path: userPath, query: Type.Object(pageQuery) },
  success: {
    status: 200,
    model: 'ListAccessKeysV5Response',
    body: Type.Object({ access_keys: Type.Array(accessKeySchema), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:credentials:listCredentialsV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' }, query: { limit: 100 } },
  async handle({ records }, grant, { path, query }) {
    const user = await userWithId(records, grant, path.user_id);
    const { after } = stretchOf(query);
    // Two at most: the list is whole in any case.
    const keys = (await records.access.listAccessKeys(user.domainId, user.id))
      .toSorted((one, other) => (one.accessKey < other.accessKey ? -1 : 1))
      .filter((key) => key.accessKey > after);
    const { items, page_info } = paged(keys, query, (key) => key.accessKey);
    return { body: { access_keys: items.map(accessKeyAnswer), page_info } };
  },
});

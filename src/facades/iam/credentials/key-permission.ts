import type { Permission } from '../../../contract/operation.ts';
import type { Grant } from '../../../domain/kernel/index.ts';
import type { Context } from '../../context.ts';
import { type AccountRow, inAccountOrOwn, principalOf } from '../../permissions.ts';
import { isCaller, userResource } from '../../user-resource.ts';

type KeyRow = Pick<AccountRow, 'action' | 'accessLevel'>;

/** Source: IAM API Reference, Access Key Management, the authorization of each operation. */
const common = {
  policy: 'must-allow',
  resource: userResource,
  beyond: 'users need no policy for their own keys',
  source: 'documented',
} as const;

/** For the key that the path names. */
export function forKey(row: KeyRow): Permission<Context, Grant> {
  return inAccountOrOwn({ ...row, ...common }, async (context, { access_key }) => {
    const found = await context.records.access.findAccessKey(String(access_key));
    return found?.key.userId === principalOf(context).userId;
  });
}

/** For the keys of a user whom only the rest of the call names: gives a grant for that user. */
export function forKeysOf(row: KeyRow): Permission<Context, (userId: string) => Promise<Grant>> {
  const permission = inAccountOrOwn({ ...row, ...common }, isCaller);
  return {
    row: permission.row,
    authorize: async (context, _path, query) => (userId) =>
      permission.authorize(context, { user_id: userId }, query),
  };
}

import type { Permission } from '../../../contract/operation.ts';
import type { Grant } from '../../../domain/kernel/index.ts';
import type { Context } from '../../context.ts';
import {
  type AccountRow,
  type AskGrantFor,
  inAccountOrOwn,
  type NamedResource,
  onceNamed,
  principalOf,
} from '../../permissions.ts';
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
  return inAccountOrOwn({ ...row, ...common, resource: ownerOfKey }, async (context, path) => {
    const userId = await ownerIn(context, path);
    return userId === principalOf(context).userId;
  });
}

/** Keys go by their user in policies. */
const ownerOfKey: NamedResource = {
  ...userResource,
  urnOf: async (context, path) =>
    userResource.urnOf(context, { user_id: await ownerIn(context, path) }),
};

async function ownerIn(
  { records }: Context,
  { access_key }: Record<string, unknown>,
): Promise<string | undefined> {
  return (await records.access.findAccessKey(String(access_key)))?.key.userId;
}

/** For the keys of a user whom only the rest of the call names. */
export function forKeysOf(row: KeyRow): Permission<Context, AskGrantFor> {
  return onceNamed(inAccountOrOwn({ ...row, ...common }, isCaller));
}

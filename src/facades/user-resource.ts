import type { Context } from './context.ts';
import { type NamedResource, principalOf } from './permissions.ts';

/** Users, as policies name them. */
export const userResource: NamedResource = {
  type: 'user',
  urn: 'iam::<account-id>:user:<user-name>',
  async nameOf(context, { user_id }) {
    if (user_id === undefined) return undefined;
    const { domainId } = principalOf(context);
    return (await context.records.access.findUser(domainId, String(user_id)))?.name;
  },
};

/** The caller, where a call is about nobody else. */
export const callerResource: NamedResource = {
  ...userResource,
  nameOf: async (context) => principalOf(context).userName,
};

/** Whether the path names the caller. */
export function isCaller(context: Context, { user_id }: Record<string, unknown>): boolean {
  return user_id === principalOf(context).userId;
}

import { userUrn } from '../domain/access/index.ts';
import type { Context } from './context.ts';
import { type NamedResource, principalOf } from './permissions.ts';

/** Users, as policies name them. */
export const userResource: NamedResource = {
  type: 'user',
  urn: 'iam::<account-id>:user:<user-name>',
  async urnOf(context, { user_id }) {
    if (user_id === undefined) return undefined;
    const { domainId } = principalOf(context);
    const user = await context.records.access.findUser(domainId, String(user_id));
    return user && userUrn({ domainId, userName: user.name });
  },
};

/** The caller, where a call is about nobody else. */
export const callerResource: NamedResource = {
  ...userResource,
  urnOf: async (context) => userUrn(principalOf(context)),
};

/** A user who is about to be made, by the name that they shall have. */
export const newUser: NamedResource = {
  ...userResource,
  urnOf: async (context, { user_name }) =>
    userUrn({ domainId: principalOf(context).domainId, userName: String(user_name) }),
};

/** Whether the path names the caller. */
export function isCaller(context: Context, { user_id }: Record<string, unknown>): boolean {
  return user_id === principalOf(context).userId;
}

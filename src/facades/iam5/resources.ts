import { policyUrn, systemPolicyWithId, userGroupUrn } from '../../domain/access/index.ts';
import { type NamedResource, principalOf } from '../permissions.ts';

/** What actions on user groups are done to. */
export const userGroup: NamedResource = {
  type: 'group',
  urn: 'iam::<account-id>:group:<group-name>',
  async urnOf(context, { group_id: id }) {
    const { domainId } = principalOf(context);
    if (id === undefined) return undefined;
    const group = await context.records.access.findUserGroup(domainId, String(id));
    return group && userGroupUrn(group);
  },
};

/** A user group that is about to be made, by the name that it shall have. */
export const newUserGroup: NamedResource = {
  ...userGroup,
  urnOf: async (context, { group_name: name }) =>
    userGroupUrn({ domainId: principalOf(context).domainId, name: String(name) }),
};

/** What actions on identity policies are done to. */
export const identityPolicy: NamedResource = {
  type: 'policy',
  urn: 'iam::<account-id>:policy:<policy-name>',
  async urnOf(context, { policy_id: id }) {
    const { domainId } = principalOf(context);
    if (id === undefined) return undefined;
    const policy =
      systemPolicyWithId(String(id)) ??
      (await context.records.access.findPolicy(domainId, String(id)));
    return policy && policyUrn(policy);
  },
};

/** An identity policy that is about to be made, by the path and name that it shall have. */
export const newIdentityPolicy: NamedResource = {
  ...identityPolicy,
  urnOf: async (context, { policy_name: name }) =>
    policyUrn({
      type: 'custom',
      domainId: principalOf(context).domainId,
      path: '',
      name: String(name),
    }),
};

import { systemPolicyWithId } from '../../domain/access/index.ts';
import { type NamedResource, principalOf } from '../permissions.ts';

/** What actions on user groups are done to. */
export const userGroup: NamedResource = {
  type: 'group',
  urn: 'iam::<account-id>:group:<group-name>',
  async nameOf(context, { group_id: id }) {
    const { domainId } = principalOf(context);
    if (id === undefined) return undefined;
    return (await context.records.access.findUserGroup(domainId, String(id)))?.name;
  },
};

/** What actions on identity policies are done to. */
export const identityPolicy: NamedResource = {
  type: 'policy',
  urn: 'iam::<account-id>:policy:<policy-name>',
  async nameOf(context, { policy_id: id }) {
    const { domainId } = principalOf(context);
    if (id === undefined) return undefined;
    const policy =
      systemPolicyWithId(String(id)) ??
      (await context.records.access.findPolicy(domainId, String(id)));
    return policy && `${policy.path}${policy.name}`;
  },
};

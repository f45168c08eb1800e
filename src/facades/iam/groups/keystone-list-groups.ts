import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { links, linksTo } from '../links.ts';
import { requireOwnAccount } from '../own-account.ts';
import { groupAnswer, groupResult } from './group-answers.ts';
import { whole } from './whole.ts';

/** Source: IAM API Reference, User Group Management, Listing User Groups. */
export const keystoneListGroups = operation({
  name: 'KeystoneListGroups',
  summary: 'Listing user groups',
  section: 'User Group Management',
  method: 'GET',
  path: '/v3/groups',
  parameters: {
    query: Type.Object({
      domain_id: Type.Optional(Type.String({ description: 'Account ID.' })),
      name: Type.Optional(Type.String({ description: 'Only the group of this name.' })),
    }),
  },
  success: {
    status: 200,
    model: 'KeystoneListGroupsResponse',
    body: Type.Object({ groups: Type.Array(groupResult), links }),
  },
  permission: inAccount({
    action: 'iam:groups:listGroups',
    accessLevel: 'List',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: {},
  async handle({ records, baseUrl }, grant, { query }) {
    requireOwnAccount(grant, query.domain_id);
    const { domainId } = grant.principal;
    const all = await records.access.listUserGroups(domainId, undefined, whole);
    const wanted = all.filter(({ name }) => (query.name ?? name) === name);
    const groups = wanted.map((group) => groupAnswer(group, baseUrl));
    return { body: { groups, links: linksTo(`${baseUrl}/v3/groups`) } };
  },
});

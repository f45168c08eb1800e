import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';
import { selfLink } from '../links.ts';

/** Source: IAM API Reference, Account Management, Querying Account Information Accessible to Users. */
export const keystoneListAuthDomains = operation({
  name: 'KeystoneListAuthDomains',
  summary: "Querying the caller's account",
  section: 'Account Management',
  method: 'GET',
  path: '/v3/auth/domains',
  parameters: {},
  success: {
    status: 200,
    model: 'KeystoneListAuthDomainsResponse',
    body: Type.Object({
      domains: Type.Array(
        Type.Object({
          enabled: Type.Boolean({ description: 'Whether the account is enabled.' }),
          id: Type.String({ description: 'Account ID.' }),
          name: Type.String({ description: 'Account name.' }),
          links: selfLink,
          description: Type.String({ description: 'Description of the account.' }),
        }),
      ),
      links: selfLink,
    }),
  },
  permission: anyCaller,
  transaction: 'read',
  example: {},
  async handle({ baseUrl }, { principal }) {
    const { domainId, domainName } = principal;
    const domain = {
      enabled: true,
      id: domainId,
      name: domainName,
      links: { self: `${baseUrl}/v3/domains/${domainId}` },
      description: '',
    };
    return { body: { domains: [domain], links: { self: `${baseUrl}/v3/auth/domains` } } };
  },
});

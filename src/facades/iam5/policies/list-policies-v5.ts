import { oneOf, Type } from '../../../contract/schema.ts';
import { listPolicies } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { identityPolicy } from '../resources.ts';
import { languageHeader, policyAnswer, policyResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Querying All Identity Policies. */
export const listPoliciesV5 = operation({
  name: 'ListPoliciesV5',
  summary: "Listing the account's own identity policies and those of the system",
  section: 'Managing Identity Policies',
  method: 'GET',
  path: '/v5/policies',
  parameters: {
    query: Type.Object({
      ...pageQuery,
      policy_type: Type.Optional(
        oneOf(['custom', 'system'], { description: 'Only policies of this type.' }),
      ),
      path_prefix: Type.Optional(
        Type.String({
          description: 'Only policies whose path begins like this.',
          maxLength: 512,
          accepts: 'a text of at most 512 characters',
        }),
      ),
      only_attached: Type.Optional(
        Type.Boolean({ description: 'Only policies that are attached to somebody.' }),
      ),
    }),
    header: languageHeader,
  },
  success: {
    status: 200,
    model: 'ListPoliciesV5Response',
    body: Type.Object({ policies: Type.Array(policyResult), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:policies:listV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'documented',
  }),
  transaction: 'read',
  example: { query: { limit: 10 } },
  async handle({ records }, grant, { query }) {
    const wanted = {
      type: query.policy_type,
      pathPrefix: query.path_prefix ?? '',
      onlyAttached: query.only_attached ?? false,
    };
    const { items, page_info } = await onePage(
      query,
      (stretch) => listPolicies(records, grant, wanted, stretch),
      (policy) => policy.id,
    );
    const policies = items.map((policy) => policyAnswer(policy, policy.attachmentCount));
    return { body: { policies, page_info } };
  },
});

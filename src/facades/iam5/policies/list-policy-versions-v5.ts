import { Type } from '../../../contract/schema.ts';
import { listPolicyVersions, policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { identityPolicy } from '../resources.ts';
import { policyPath, versionAnswer, versionResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Querying All Versions of an Identity Policy. */
export const listPolicyVersionsV5 = operation({
  name: 'ListPolicyVersionsV5',
  summary: 'Listing the versions of an identity policy, newest first',
  section: 'Managing Identity Policies',
  method: 'GET',
  path: '/v5/policies/{policy_id}/versions',
  parameters: { path: policyPath, query: Type.Object(pageQuery) },
  success: {
    status: 200,
    model: 'ListPolicyVersionsV5Response',
    body: Type.Object({ versions: Type.Array(versionResult), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:policies:listVersionsV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' } },
  async handle({ records }, grant, { path, query }) {
    const policy = await policyWithId(records, grant, path.policy_id);
    const versions = (await listPolicyVersions(records, policy)).map((version) =>
      versionAnswer(version, policy.defaultVersion),
    );
    const { items, page_info } = await onePage(
      query,
      async ({ after, limit }) => {
        const start = versions.findIndex(({ version_id }) => version_id === after) + 1;
        return versions.slice(start, start + limit);
      },
      (version) => version.version_id,
    );
    return { body: { versions: items, page_info } };
  },
});

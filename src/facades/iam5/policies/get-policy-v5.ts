import { Type } from '../../../contract/schema.ts';
import { policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { identityPolicy } from '../resources.ts';
import { languageHeader, policyAnswer, policyPath, policyResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Obtaining an Identity Policy. */
export const getPolicyV5 = operation({
  name: 'GetPolicyV5',
  summary: 'Querying an identity policy',
  section: 'Managing Identity Policies',
  method: 'GET',
  path: '/v5/policies/{policy_id}',
  parameters: { path: policyPath, header: languageHeader },
  success: {
    status: 200,
    model: 'GetPolicyV5Response',
    body: Type.Object({ policy: policyResult }),
  },
  permission: inAccount({
    action: 'iam:policies:getV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' } },
  async handle({ records }, grant, { path }) {
    const policy = await policyWithId(records, grant, path.policy_id);
    const { domainId } = grant.principal;
    const count = await records.access.countAttachmentsOfPolicy(domainId, policy.id);
    return { body: { policy: policyAnswer(policy, count) } };
  },
});

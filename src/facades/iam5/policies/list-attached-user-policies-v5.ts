import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { entityId } from '../groups/group-answers.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { attachedPolicyAnswer, attachedPolicyResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Permissions, Querying All Identity Policies Attached to an IAM user. */
export const listAttachedUserPoliciesV5 = operation({
  name: 'ListAttachedUserPoliciesV5',
  summary: 'Listing the identity policies attached to an IAM user',
  section: 'Managing Permissions',
  method: 'GET',
  path: '/v5/users/{user_id}/attached-policies',
  parameters: {
    path: Type.Object({ user_id: entityId('IAM user ID.') }),
    query: Type.Object(pageQuery),
  },
  success: {
    status: 200,
    model: 'ListAttachedUserPoliciesV5Response',
    body: Type.Object({ attached_policies: Type.Array(attachedPolicyResult), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:users:listAttachedPoliciesV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { user_id: '07609fb9358010e21f7bc003751c7c32' } },
  async handle({ records }, grant, { path, query }) {
    const { domainId, id } = await userWithId(records, grant, path.user_id);
    const { items, page_info } = await onePage(
      query,
      (stretch) => records.access.listAttachmentsOfHolder(domainId, { kind: 'user', id }, stretch),
      ({ policy }) => policy.id,
    );
    return { body: { attached_policies: items.map(attachedPolicyAnswer), page_info } };
  },
});

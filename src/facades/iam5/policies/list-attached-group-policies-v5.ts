import { Type } from '../../../contract/schema.ts';
import { userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { groupPath } from '../groups/group-answers.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { userGroup } from '../resources.ts';
import { attachedPolicyAnswer, attachedPolicyResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Permissions, Querying All Identity Policies Attached to a user group. */
export const listAttachedGroupPoliciesV5 = operation({
  name: 'ListAttachedGroupPoliciesV5',
  summary: 'Listing the identity policies attached to a user group',
  section: 'Managing Permissions',
  method: 'GET',
  path: '/v5/groups/{group_id}/attached-policies',
  parameters: {
    path: groupPath,
    query: Type.Object(pageQuery),
  },
  success: {
    status: 200,
    model: 'ListAttachedGroupPoliciesV5Response',
    body: Type.Object({ attached_policies: Type.Array(attachedPolicyResult), page_info: pageInfo }),
  },
  permission: inAccount({
    action: 'iam:groups:listAttachedPoliciesV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: userGroup,
    source: 'inferred',
  }),
  transaction: 'read',
  example: { path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' } },
  async handle({ records }, grant, { path, query }) {
    const { domainId, id } = await userGroupWithId(records, grant, path.group_id);
    const { items, page_info } = await onePage(
      query,
      (stretch) => records.access.listAttachmentsOfHolder(domainId, { kind: 'group', id }, stretch),
      ({ policy }) => policy.id,
    );
    return { body: { attached_policies: items.map(attachedPolicyAnswer), page_info } };
  },
});

import { oneOf, Type } from '../../../contract/schema.ts';
import { type Attachment, policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { onePage, pageInfo, pageQuery } from '../pages.ts';
import { identityPolicy } from '../resources.ts';
import { policyPath } from './policy-answers.ts';

const attachedAt = Type.String({
  format: 'date-time',
  description: 'When it was attached, UTC.',
});

/** Source: IAM 5 API Reference, Managing Permissions, Querying All Entities Attached to an Identity Policy. */
export const listEntitiesForPolicyV5 = operation({
  name: 'ListEntitiesForPolicyV5',
  summary: 'Listing the users and groups that an identity policy is attached to',
  description: 'A page counts users and groups together. There are no agencies here.',
  section: 'Managing Permissions',
  method: 'GET',
  path: '/v5/policies/{policy_id}/attached-entities',
  parameters: {
    path: policyPath,
    query: Type.Object({
      ...pageQuery,
      entity_type: Type.Optional(
        oneOf(['user', 'group', 'agency'], { description: 'Only entities of this type.' }),
      ),
    }),
  },
  success: {
    status: 200,
    model: 'ListEntitiesForPolicyV5Response',
    body: Type.Object({
      policy_agencies: Type.Array(
        Type.Object({
          agency_id: Type.String({ description: 'Agency ID.' }),
          attached_at: attachedAt,
        }),
      ),
      policy_groups: Type.Array(
        Type.Object({
          group_id: Type.String({ description: 'User group ID.' }),
          attached_at: attachedAt,
        }),
      ),
      policy_users: Type.Array(
        Type.Object({
          user_id: Type.String({ description: 'IAM user ID.' }),
          attached_at: attachedAt,
        }),
      ),
      page_info: pageInfo,
    }),
  },
  permission: inAccount({
    action: 'iam:policies:listEntitiesV5',
    accessLevel: 'List',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' } },
  async handle({ records }, grant, { path, query }) {
    const { domainId } = grant.principal;
    const policy = await policyWithId(records, grant, path.policy_id);
    const { entity_type: kind } = query;
    const { items, page_info } = await onePage(
      query,
      async (stretch) =>
        kind === 'agency'
          ? []
          : records.access.listAttachmentsOfPolicy(domainId, policy.id, kind, stretch),
      ({ holder }) => holder.id,
    );
    return {
      body: {
        policy_agencies: [],
        policy_groups: ofKind(items, 'group').map(({ id, at }) => ({
          group_id: id,
          attached_at: at,
        })),
        policy_users: ofKind(items, 'user').map(({ id, at }) => ({ user_id: id, attached_at: at })),
        page_info,
      },
    };
  },
});

function ofKind(attachments: readonly Attachment[], kind: Attachment['holder']['kind']) {
  return attachments
    .filter(({ holder }) => holder.kind === kind)
    .map((each) => ({ id: each.holder.id, at: new Date(each.attachedAt).toISOString() }));
}

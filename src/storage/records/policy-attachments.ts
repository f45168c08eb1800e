import {
  type AttachedPolicy,
  type Attachment,
  type AttachmentRecords,
  type HeldPolicy,
  type PolicyHolder,
  policyUrn,
  systemPolicies,
  systemPolicyWithId,
} from '../../domain/access/index.ts';
import type { Stretch } from '../../domain/kernel/index.ts';
import { type Connection, firstRow, query, queryFamily, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';

type OfHolder = PolicyHolder & { readonly domainId: string };

const insertAttachment = query((db, p: OfHolder & { policyId: string; attachedAt: number }) =>
  db
    .insertInto('policy_attachments')
    .values({
      domain_id: p.domainId,
      entity_kind: p.kind,
      entity_id: p.id,
      policy_id: p.policyId,
      created_at: p.attachedAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteAttachment = query((db, p: OfHolder & { policyId: string }) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('entity_kind', '=', p.kind)
    .where('entity_id', '=', p.id)
    .where('policy_id', '=', p.policyId),
);
const deleteOfPolicy = query((db, p: { domainId: string; policyId: string }) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('policy_id', '=', p.policyId),
);
const deleteOfHolder = query((db, p: OfHolder) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('entity_kind', '=', p.kind)
    .where('entity_id', '=', p.id),
);
const countOfPolicy = query((db, p: { domainId: string; policyId: string }) =>
  db
    .selectFrom('policy_attachments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('domain_id', '=', p.domainId)
    .where('policy_id', '=', p.policyId),
);
const countOfSystemPolicies = query((db, p: { domainId: string }) =>
  db
    .selectFrom('policy_attachments')
    .select((eb) => ['policy_id', eb.fn.countAll<number>().as('count')])
    .where('domain_id', '=', p.domainId)
    .where(
      'policy_id',
      'in',
      systemPolicies.map(({ id }) => id),
    )
    .groupBy('policy_id'),
);
const countOfHolder = query((db, p: OfHolder) =>
  db
    .selectFrom('policy_attachments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('domain_id', '=', p.domainId)
    .where('entity_kind', '=', p.kind)
    .where('entity_id', '=', p.id),
);
const listOfHolder = query((db, p: OfHolder & Stretch) =>
  db
    .selectFrom('policy_attachments as held')
    .leftJoin('policies', (join) =>
      join
        .onRef('policies.domain_id', '=', 'held.domain_id')
        .onRef('policies.id', '=', 'held.policy_id'),
    )
    .select([
      'held.policy_id',
      'held.domain_id',
      'held.created_at',
      'policies.name',
      'policies.path',
    ])
    .where('held.domain_id', '=', p.domainId)
    .where('held.entity_kind', '=', p.kind)
    .where('held.entity_id', '=', p.id)
    .where('held.policy_id', '>', p.after)
    .orderBy('held.policy_id')
    .limit(p.limit),
);
/** By kind of holder, or of any kind. */
const listOfPolicy = queryFamily((kind: string) =>
  query((db, p: Stretch & { domainId: string; policyId: string }) => {
    const all = db
      .selectFrom('policy_attachments')
      .selectAll()
      .where('domain_id', '=', p.domainId)
      .where('policy_id', '=', p.policyId)
      .where('entity_id', '>', p.after)
      .orderBy('entity_id')
      .limit(p.limit);
    return kind === 'any' ? all : all.where('entity_kind', '=', kind as PolicyHolder['kind']);
  }),
);

const listPoliciesOfUser = rememberedQuery(
  (db, p: { domainId: string; userId: string }) =>
    db
      .selectFrom((eb) =>
        eb
          .selectFrom('policy_attachments')
          .select('policy_id')
          .where('domain_id', '=', p.domainId)
          .where('entity_kind', '=', 'user')
          .where('entity_id', '=', p.userId)
          .union(
            eb
              .selectFrom('user_group_members as member')
              .innerJoin('policy_attachments as shared', (join) =>
                join
                  .onRef('shared.domain_id', '=', 'member.domain_id')
                  .on('shared.entity_kind', '=', 'group')
                  .onRef('shared.entity_id', '=', 'member.user_group_id'),
              )
              .select('shared.policy_id')
              .where('member.domain_id', '=', p.domainId)
              .where('member.user_id', '=', p.userId),
          )
          .as('held'),
      )
      .leftJoin('policies', (join) =>
        join.on('policies.domain_id', '=', p.domainId).onRef('policies.id', '=', 'held.policy_id'),
      )
      .leftJoin('policy_versions', (join) =>
        join
          .onRef('policy_versions.domain_id', '=', 'policies.domain_id')
          .onRef('policy_versions.policy_id', '=', 'policies.id')
          .onRef('policy_versions.version', '=', 'policies.default_version'),
      )
      .select(['held.policy_id', 'policies.name', 'policies.path', 'policy_versions.document']),
  'always',
);

export function attachmentRecords(connection: Connection): AttachmentRecords {
  return {
    async insertAttachment(domainId, { policyId, holder, attachedAt }) {
      const values = { domainId, policyId, attachedAt, ...holder };
      return (await connection.changes(insertAttachment, values)) === 1;
    },
    async deleteAttachment(domainId, policyId, holder) {
      const values = { domainId, policyId, ...holder };
      return (await connection.changes(deleteAttachment, values)) === 1;
    },
    async deleteAttachmentsOfPolicy(domainId, policyId) {
      return connection.changes(deleteOfPolicy, { domainId, policyId });
    },
    async countAttachmentsOfPolicy(domainId, policyId) {
      return Number((await firstRow(connection, countOfPolicy, { domainId, policyId }))?.count);
    },
    async countAttachmentsOfSystemPolicies(domainId) {
      const rows = await connection.rows(countOfSystemPolicies, { domainId });
      return new Map(rows.map(({ policy_id, count }) => [policy_id, Number(count)]));
    },
    async countAttachmentsOfHolder(domainId, holder) {
      return Number((await firstRow(connection, countOfHolder, { domainId, ...holder }))?.count);
    },
    async listAttachmentsOfHolder(domainId, holder, stretch) {
      const rows = await connection.rows(listOfHolder, { domainId, ...holder, ...stretch });
      return rows.map(
        (row): AttachedPolicy => ({
          policy: systemPolicyWithId(row.policy_id) ?? {
            type: 'custom',
            domainId: row.domain_id,
            id: row.policy_id,
            name: row.name ?? '',
            path: row.path ?? '',
          },
          attachedAt: row.created_at,
        }),
      );
    },
    async listAttachmentsOfPolicy(domainId, policyId, kind, stretch) {
      const wanted = listOfPolicy(kind ?? 'any');
      return (await connection.rows(wanted, { domainId, policyId, ...stretch })).map(attachmentOf);
    },
    async listPoliciesOfUser(domainId, userId) {
      const rows = await connection.rows(listPoliciesOfUser, { domainId, userId });
      return rows.map((row): HeldPolicy => {
        const { policy_id: id } = row;
        const system = systemPolicyWithId(id);
        if (system) return system;
        const { name, path, document } = row;
        const urn = policyUrn({ type: 'custom', domainId, path: path ?? '', name: name ?? '' });
        return { id, name: name ?? '', urn, document: document ?? '' };
      });
    },
  };
}

/** Releases a user or group from all policies. */
export async function deleteAttachmentsOfHolder(
  connection: Connection,
  domainId: string,
  holder: PolicyHolder,
): Promise<void> {
  await connection.changes(deleteOfHolder, { domainId, ...holder });
}

function attachmentOf(row: Tables['policy_attachments']): Attachment {
  return {
    policyId: row.policy_id,
    holder: { kind: row.entity_kind, id: row.entity_id },
    attachedAt: row.created_at,
  };
}

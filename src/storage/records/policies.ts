import type { Policy, PolicyRecords } from '../../domain/access/index.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';

const insertPolicy = query((db, p: Policy) =>
  db
    .insertInto('policies')
    .values({
      domain_id: p.domainId,
      id: p.id,
      name: p.name,
      document: p.document,
      created_at: p.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const findPolicyByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('policies')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const listPolicies = query((db, p: { domainId: string }) =>
  db.selectFrom('policies').selectAll().where('domain_id', '=', p.domainId).orderBy('name'),
);
const deletePolicy = query((db, p: { domainId: string; policyId: string }) =>
  db.deleteFrom('policies').where('domain_id', '=', p.domainId).where('id', '=', p.policyId),
);
const deleteAttachments = query((db, p: { domainId: string; policyId: string }) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('policy_id', '=', p.policyId),
);
const attachPolicy = query((db, p: { domainId: string; policyId: string; userId: string }) =>
  db
    .insertInto('policy_attachments')
    .values({ domain_id: p.domainId, user_id: p.userId, policy_id: p.policyId })
    .onConflict((conflict) => conflict.doNothing()),
);
const detachPolicy = query((db, p: { domainId: string; policyId: string; userId: string }) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .where('policy_id', '=', p.policyId),
);
const listPoliciesOfUser = rememberedQuery((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('policy_attachments')
    .innerJoin('policies', (join) =>
      join
        .onRef('policies.domain_id', '=', 'policy_attachments.domain_id')
        .onRef('policies.id', '=', 'policy_attachments.policy_id'),
    )
    .selectAll('policies')
    .where('policy_attachments.domain_id', '=', p.domainId)
    .where('policy_attachments.user_id', '=', p.userId),
);

export function policyRecords(connection: Connection): PolicyRecords {
  return {
    async insertPolicy(policy) {
      return (await connection.changes(insertPolicy, policy)) === 1;
    },
    async findPolicyByName(domainId, name) {
      const row = await firstRow(connection, findPolicyByName, { domainId, name });
      return row && policyOf(row);
    },
    async listPolicies(domainId) {
      return (await connection.rows(listPolicies, { domainId })).map(policyOf);
    },
    async deletePolicy(domainId, policyId) {
      await connection.changes(deleteAttachments, { domainId, policyId });
      await connection.changes(deletePolicy, { domainId, policyId });
    },
    async attachPolicy(domainId, policyId, userId) {
      await connection.changes(attachPolicy, { domainId, policyId, userId });
    },
    async detachPolicy(domainId, policyId, userId) {
      return (await connection.changes(detachPolicy, { domainId, policyId, userId })) === 1;
    },
    async listPoliciesOfUser(domainId, userId) {
      return (await connection.rows(listPoliciesOfUser, { domainId, userId })).map(policyOf);
    },
  };
}

function policyOf(row: Tables['policies']): Policy {
  return {
    domainId: row.domain_id,
    id: row.id,
    name: row.name,
    document: row.document,
    createdAt: row.created_at,
  };
}

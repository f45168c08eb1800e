import type {
  Policy,
  PolicyRecords,
  PolicyVersion,
  PolicyWithCount,
} from '../../domain/access/index.ts';
import type { Stretch } from '../../domain/kernel/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';

const insertPolicy = query((db, p: Policy) =>
  db
    .insertInto('policies')
    .values({
      domain_id: p.domainId,
      id: p.id,
      name: p.name,
      path: p.path,
      description: p.description,
      default_version: p.defaultVersion,
      latest_version: p.latestVersion,
      created_at: p.createdAt,
      updated_at: p.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const countPolicies = query((db, p: { domainId: string }) =>
  db
    .selectFrom('policies')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('domain_id', '=', p.domainId),
);
const findPolicy = query((db, p: { domainId: string; id: string }) =>
  db.selectFrom('policies').selectAll().where('domain_id', '=', p.domainId).where('id', '=', p.id),
);
const findPolicyByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('policies')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const listPolicies = query(
  (
    db,
    p: Stretch & {
      domainId: string;
      pathPrefix: string;
      prefixLength: number;
      leastAttachments: number;
    },
  ) =>
    db
      .with('listed', (cte) =>
        cte
          .selectFrom('policies')
          .selectAll('policies')
          .select((eb) =>
            eb
              .selectFrom('policy_attachments')
              .select((inner) => inner.fn.countAll<number>().as('count'))
              .whereRef('policy_attachments.domain_id', '=', 'policies.domain_id')
              .whereRef('policy_attachments.policy_id', '=', 'policies.id')
              .as('attachment_count'),
          )
          .where('policies.domain_id', '=', p.domainId)
          .where('policies.id', '>', p.after)
          .where(
            (eb) =>
              eb.fn<string>('substr', [
                'policies.path',
                eb.lit(1),
                eb.cast(eb.val(p.prefixLength), 'integer'),
              ]),
            '=',
            p.pathPrefix,
          ),
      )
      .selectFrom('listed')
      .selectAll()
      .where('attachment_count', '>=', p.leastAttachments)
      .orderBy('id')
      .limit(p.limit),
);
const updatePolicy = query((db, p: Policy) =>
  db
    .updateTable('policies')
    .set({
      default_version: p.defaultVersion,
      latest_version: p.latestVersion,
      updated_at: p.updatedAt,
    })
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);
const deletePolicy = query((db, p: { domainId: string; policyId: string }) =>
  db.deleteFrom('policies').where('domain_id', '=', p.domainId).where('id', '=', p.policyId),
);
/** Every table in which something belongs to a policy alone. */
const belongings = (['policy_versions', 'policy_attachments'] as const).map((table) =>
  query((db, p: { domainId: string; policyId: string }) =>
    db.deleteFrom(table).where('domain_id', '=', p.domainId).where('policy_id', '=', p.policyId),
  ),
);

const insertPolicyVersion = query((db, p: PolicyVersion & { domainId: string }) =>
  db.insertInto('policy_versions').values({
    domain_id: p.domainId,
    policy_id: p.policyId,
    version: p.version,
    document: p.document,
    created_at: p.createdAt,
  }),
);
const listPolicyVersions = query((db, p: { domainId: string; policyId: string }) =>
  db
    .selectFrom('policy_versions')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('policy_id', '=', p.policyId)
    .orderBy('version', 'desc'),
);
const deletePolicyVersion = query(
  (db, p: { domainId: string; policyId: string; version: number }) =>
    db
      .deleteFrom('policy_versions')
      .where('domain_id', '=', p.domainId)
      .where('policy_id', '=', p.policyId)
      .where('version', '=', p.version),
);

export function policyRecords(connection: Connection): PolicyRecords {
  return {
    async insertPolicy(policy, document) {
      if ((await connection.changes(insertPolicy, policy)) === 0) return false;
      const { domainId, id: policyId, latestVersion: version, createdAt } = policy;
      const first = { domainId, policyId, version, document, createdAt };
      await connection.changes(insertPolicyVersion, first);
      return true;
    },
    async countPolicies(domainId) {
      return Number((await firstRow(connection, countPolicies, { domainId }))?.count);
    },
    async findPolicy(domainId, id) {
      const row = await firstRow(connection, findPolicy, { domainId, id });
      return row && policyOf(row);
    },
    async findPolicyByName(domainId, name) {
      const row = await firstRow(connection, findPolicyByName, { domainId, name });
      return row && policyOf(row);
    },
    async listPolicies(domainId, { pathPrefix, onlyAttached }, stretch) {
      const rows = await connection.rows(listPolicies, {
        domainId,
        pathPrefix,
        prefixLength: pathPrefix.length,
        leastAttachments: Number(onlyAttached),
        ...stretch,
      });
      return rows.map(countedPolicyOf);
    },
    async updatePolicy(policy) {
      await connection.changes(updatePolicy, policy);
    },
    async deletePolicy(domainId, policyId) {
      for (const each of belongings) await connection.changes(each, { domainId, policyId });
      await connection.changes(deletePolicy, { domainId, policyId });
    },

    async insertPolicyVersion(domainId, version) {
      await connection.changes(insertPolicyVersion, { domainId, ...version });
    },
    async listPolicyVersions(domainId, policyId) {
      const rows = await connection.rows(listPolicyVersions, { domainId, policyId });
      return rows.map(policyVersionOf);
    },
    async deletePolicyVersion(domainId, policyId, version) {
      await connection.changes(deletePolicyVersion, { domainId, policyId, version });
    },
  };
}

function countedPolicyOf(
  row: Tables['policies'] & { attachment_count: number | null },
): PolicyWithCount {
  return { ...policyOf(row), attachmentCount: Number(row.attachment_count) };
}

function policyOf(row: Tables['policies']): Policy {
  return {
    type: 'custom',
    domainId: row.domain_id,
    id: row.id,
    name: row.name,
    path: row.path,
    description: row.description,
    defaultVersion: row.default_version,
    latestVersion: row.latest_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function policyVersionOf(row: Tables['policy_versions']): PolicyVersion {
  return {
    policyId: row.policy_id,
    version: row.version,
    document: row.document,
    createdAt: row.created_at,
  };
}

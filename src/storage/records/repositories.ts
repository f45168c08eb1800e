import { sql } from 'kysely';
import { creatorRoleId } from '../../domain/projects/index.ts';
import type { RepositoryFacts, RepositoryRecords } from '../../domain/repositories/index.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { raiseVersion } from './trees.ts';

const insertRepository = query(
  (db, p: { id: string; uuid: string; defaultBranch: string; at: number }) =>
    db.insertInto('repositories').values({
      id: p.id,
      uuid: p.uuid,
      default_branch: p.defaultBranch,
      last_activity_at: p.at,
    }),
);

/** By the ids of their nodes; `places` for those. */
const repositoriesOf = queryFamily((places) =>
  query((db, p: ValueList) =>
    db
      .selectFrom('repositories')
      .selectAll()
      .where('id', 'in', listed<string>(p, 'id', Number(places))),
  ),
);

const listRepositories = query((db, p: { after: string }) =>
  db
    .selectFrom('repositories')
    .selectAll()
    .where('uuid', '>', p.after)
    .orderBy('uuid')
    .limit(sql.lit(1000)),
);

const idOf = query((db, p: { uuid: string }) =>
  db.selectFrom('repositories').select('id').where('uuid', '=', p.uuid),
);

const noteUnneeded = query((db, p: { uuid: string }) =>
  db
    .insertInto('unneeded_files')
    .values({ uuid: p.uuid })
    .onConflict((conflict) => conflict.doNothing()),
);

const listUnneeded = query((db, p: { before: string }) =>
  db
    .selectFrom('unneeded_files')
    .select('uuid')
    .where('uuid', '<', p.before)
    .orderBy('uuid')
    .limit(sql.lit(100)),
);

/** `places` for the uuids. */
const unneededAmong = queryFamily((places) =>
  query((db, p: ValueList) =>
    db
      .selectFrom('unneeded_files')
      .select('uuid')
      .where('uuid', 'in', listed<string>(p, 'uuid', Number(places))),
  ),
);

/** `places` for the uuids. */
const forgetUnneeded = queryFamily((places) =>
  query((db, p: ValueList) =>
    db.deleteFrom('unneeded_files').where('uuid', 'in', listed<string>(p, 'uuid', Number(places))),
  ),
);

const setDefaultBranch = query((db, p: { id: string; branch: string }) =>
  db.updateTable('repositories').set({ default_branch: p.branch }).where('id', '=', p.id),
);

const noteActivity = query((db, p: { id: string; at: number }) =>
  db.updateTable('repositories').set({ last_activity_at: p.at }).where('id', '=', p.id),
);

interface ImportParams {
  readonly key: number;
  readonly domainId: string;
  readonly projectId: string;
  readonly creatorId: string;
  readonly at: number;
}

const importMembers = query((db, p: ImportParams) =>
  db
    .insertInto('node_members')
    .columns(['node_key', 'user_id', 'domain_id', 'role_id', 'created_at'])
    .expression((members) =>
      members
        .selectFrom('project_members')
        .select([
          sql<number>`cast(${p.key} as bigint)`.as('node_key'),
          'user_id',
          'domain_id',
          'role_id',
          sql<number>`cast(${p.at} as bigint)`.as('created_at'),
        ])
        .where('domain_id', '=', p.domainId)
        .where('project_id', '=', p.projectId)
        .where('role_id', '<>', sql.lit(creatorRoleId))
        .where('user_id', '<>', p.creatorId),
    ),
);

const factsOf = (row: Tables['repositories']): RepositoryFacts => ({
  uuid: row.uuid,
  defaultBranch: row.default_branch,
  lastActivityAt: row.last_activity_at,
});

export function repositoryRecords(connection: Connection): RepositoryRecords {
  const forget = async (uuids: readonly string[]) => {
    const shape = String(placesFor(uuids.length));
    await connection.changes(forgetUnneeded(shape), valueList('uuid', uuids));
  };
  return {
    async insertRepository({ id, uuid, defaultBranch, lastActivityAt: at }) {
      await connection.changes(insertRepository, { id, uuid, defaultBranch, at });
      await forget([uuid]);
    },
    async repositoriesOf(ids) {
      if (ids.length === 0) return new Map();
      const shape = String(placesFor(ids.length));
      const rows = await connection.rows(repositoriesOf(shape), valueList('id', ids));
      return new Map(rows.map((row) => [row.id, factsOf(row)]));
    },
    async listRepositories(after) {
      return (await connection.rows(listRepositories, { after })).map(factsOf);
    },
    async idOf(uuid) {
      return (await firstRow(connection, idOf, { uuid }))?.id;
    },
    async noteUnneeded(uuid) {
      await connection.changes(noteUnneeded, { uuid });
    },
    async listUnneeded(before) {
      return (await connection.rows(listUnneeded, { before })).map(({ uuid }) => uuid);
    },
    async unneededAmong(uuids) {
      const shape = String(placesFor(uuids.length));
      const rows = await connection.rows(unneededAmong(shape), valueList('uuid', uuids));
      return rows.map(({ uuid }) => uuid);
    },
    forgetUnneeded: forget,
    async setDefaultBranch({ id }, branch) {
      await connection.changes(setDefaultBranch, { id, branch });
    },
    async noteActivity(node, at) {
      await connection.changes(noteActivity, { id: node.id, at });
      await raiseVersion(connection, node);
    },
    async importMembers({ key, domainId, projectId, creatorId }, at) {
      await connection.changes(importMembers, { key, domainId, projectId, creatorId, at });
    },
  };
}

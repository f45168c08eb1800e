import { type Kysely, sql } from 'kysely';
import type { TreeFaults } from '../../domain/installation/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';

const counted = sql<number>`count(*)`.as('faults');

/** Nodes under a parent, with the parent where it is there. */
function underParents(db: Kysely<Tables>) {
  return db
    .selectFrom('nodes as n')
    .leftJoin('nodes as p', (join) =>
      join
        .onRef('p.domain_id', '=', 'n.domain_id')
        .onRef('p.kind', '=', 'n.kind')
        .onRef('p.project_id', '=', 'n.project_id')
        .onRef('p.id', '=', 'n.parent_id'),
    )
    .where('n.parent_id', '<>', '')
    .select(counted);
}

const orphans = query((db, _p: object) => underParents(db).where('p.id', 'is', null));

const pathsBelow = query((db, _p: object) =>
  underParents(db).where(sql<boolean>`n.path <> p.path || '.' || n.id`),
);

const pathsOnTop = query((db, _p: object) =>
  db
    .selectFrom('nodes as n')
    .where('n.parent_id', '=', '')
    .whereRef('n.path', '<>', 'n.id')
    .select(counted),
);

/** How many nodes hang under one parent, or in one tree. */
const children = sql`select count(*) from nodes as c where c.domain_id = n.domain_id
  and c.kind = n.kind and c.project_id = n.project_id and c.parent_id = n.id`;
const inTree = sql`select count(*) from nodes as c where c.domain_id = t.domain_id
  and c.kind = t.kind and c.project_id = t.project_id`;

const childCounts = query((db, _p: object) =>
  db.selectFrom('nodes as n').where(sql<boolean>`n.child_count <> (${children})`).select(counted),
);

const treeCounts = query((db, _p: object) =>
  db
    .selectFrom('trees as t')
    .where(
      sql<boolean>`t.node_count <> (${inTree}) or t.child_count <> (${inTree} and c.parent_id = '')`,
    )
    .select(counted),
);

const uncountedTrees = query((db, _p: object) =>
  db
    .selectFrom((from) =>
      from.selectFrom('nodes').select(['domain_id', 'kind', 'project_id']).distinct().as('n'),
    )
    .leftJoin('trees as t', (join) =>
      join
        .onRef('t.domain_id', '=', 'n.domain_id')
        .onRef('t.kind', '=', 'n.kind')
        .onRef('t.project_id', '=', 'n.project_id'),
    )
    .where('t.kind', 'is', null)
    .select(counted),
);

/** Looks at every node: seconds for a million. */
export async function countTreeFaults(connection: Connection): Promise<TreeFaults> {
  const count = async (...wanted: (typeof orphans)[]) => {
    let sum = 0;
    for (const each of wanted) sum += Number((await firstRow(connection, each, {}))?.faults ?? 0);
    return sum;
  };
  return {
    orphans: await count(orphans),
    wrongPaths: await count(pathsBelow, pathsOnTop),
    wrongChildCounts: await count(childCounts),
    wrongTreeCounts: await count(treeCounts, uncountedTrees),
  };
}

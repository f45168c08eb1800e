import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TreeFaults } from '../../domain/installation/index.ts';
import { numbersPerTree, topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';

const counted = sql<number>`count(*)`.as('faults');
const size = sql.lit(numbersPerTree);
const isOnTop = sql<boolean>`n.parent_key % ${size} = 0`;

/** Nodes under a parent, with the parent where it is there. */
function underParents(db: Kysely<Tables>) {
  return db
    .selectFrom('nodes as n')
    .leftJoin('nodes as p', 'p.key', 'n.parent_key')
    .where(sql<boolean>`not (${isOnTop})`)
    .select(counted);
}

const orphans = query((db, _p: object) => underParents(db).where('p.key', 'is', null));

const strays = query((db, _p: object) =>
  db
    .selectFrom('nodes as n')
    .where(sql<boolean>`n.parent_key / ${size} <> n.key / ${size}`)
    .select(counted),
);

const pathsBelow = query((db, _p: object) =>
  underParents(db).where(sql<boolean>`n.path <> p.path || '.' || n.id`),
);

const pathsOnTop = query((db, _p: object) =>
  db.selectFrom('nodes as n').where(isOnTop).whereRef('n.path', '<>', 'n.id').select(counted),
);

/** How many nodes hang under a key, which is a node's or stands for a project. */
function childrenOf(key: RawBuilder<number>) {
  return sql`(select count(*) from nodes as d where d.parent_key = ${key})`;
}

function repositoriesOf(key: RawBuilder<number>) {
  return sql`(select count(*) from nodes as d where d.parent_key = ${key} and d.type = 1)`;
}

const childCounts = query((db, _p: object) =>
  db
    .selectFrom('nodes as n')
    .leftJoin('counts as c', 'c.key', 'n.key')
    .where(
      sql<boolean>`coalesce(c.child_count, 0) <> ${childrenOf(sql.ref('n.key'))}
        or coalesce(c.child_repositories, 0) <> ${repositoriesOf(sql.ref('n.key'))}`,
    )
    .select(counted),
);

const treeCounts = query((db, _p: object) =>
  db
    .selectFrom('trees as t')
    .leftJoin('counts as c', (join) => join.on('c.key', '=', topKeyOf('t.tree')))
    .where(
      sql<boolean>`coalesce(c.child_count, 0) <> ${childrenOf(topKeyOf('t.tree'))}
        or coalesce(c.child_repositories, 0) <> ${repositoriesOf(topKeyOf('t.tree'))}
        or coalesce(c.node_repositories, 0) <> (select count(*) from nodes as d
          where d.parent_key >= ${topKeyOf('t.tree')} and d.parent_key < (t.tree + 1) * ${size}
            and d.type = 1)
        or coalesce(c.node_count, 0) <> (select count(*) from nodes as d
          where d.parent_key >= ${topKeyOf('t.tree')} and d.parent_key < (t.tree + 1) * ${size})`,
    )
    .select(counted),
);

const uncountedTrees = query((db, _p: object) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('nodes')
        .select(sql<number>`parent_key / ${size}`.as('tree'))
        .distinct()
        .as('n'),
    )
    .leftJoin('trees as t', 't.tree', 'n.tree')
    .where('t.tree', 'is', null)
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
    orphans: await count(orphans, strays),
    wrongPaths: await count(pathsBelow, pathsOnTop),
    wrongChildCounts: await count(childCounts),
    wrongTreeCounts: await count(treeCounts, uncountedTrees),
  };
}

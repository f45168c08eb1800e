import { type ExpressionBuilder, sql } from 'kysely';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';

/** Which deletions end: one, those of up to a time, or all of a project. */
type Ending = 'one' | 'old' | 'ofProject';
interface EndingParams {
  readonly key: number;
  readonly upTo: number;
  readonly domainId: string;
  readonly projectId: string;
}
type From = Pick<ExpressionBuilder<Tables, keyof Tables>, 'selectFrom'>;

/** Keys of the deletions that end. */
function ending(from: From, p: EndingParams, which: Ending) {
  const some = from.selectFrom('deletions as x').select('x.key');
  if (which === 'one') return some.where('x.key', '=', p.key);
  if (which === 'old') return some.where('x.deleted_at', '<=', p.upTo);
  return some.where(sql<number>`x.key / ${sql.lit(numbersPerTree)}`, 'in', (trees) =>
    trees
      .selectFrom('trees')
      .select('tree')
      .where('domain_id', '=', p.domainId)
      .where('project_id', '=', p.projectId),
  );
}

/** What goes by a node's key or id, and goes for good with it. */
const remains = [
  ['counts', 'key', 'key'],
  ['node_members', 'node_key', 'key'],
  ['node_user_groups', 'node_key', 'key'],
  ['node_matrices', 'node_key', 'key'],
  ['node_settings', 'node_key', 'key'],
  ['protected_refs', 'node_key', 'key'],
  ['repositories', 'id', 'id'],
  ['former_names', 'parent_key', 'key'],
  ['former_names', 'node_id', 'id'],
] as const;

const endings = queryFamily<EndingParams, unknown>((name) => {
  const [which, table, column, by] = JSON.parse(name) as [Ending, ...(typeof remains)[number]];
  return query((db, p: EndingParams) =>
    db.deleteFrom(table).where(sql.ref<string>(column), 'in', (from) =>
      from
        .selectFrom('deleted_nodes as d')
        .select(`d.${by}` as 'd.id')
        .where('d.top_key', 'in', (some) => ending(some as From, p, which)),
    ),
  );
});
const forgetNodes = queryFamily<EndingParams, unknown>((which) =>
  query((db, p: EndingParams) =>
    db
      .deleteFrom('deleted_nodes')
      .where('top_key', 'in', (some) => ending(some as From, p, which as Ending)),
  ),
);
const forgetDeletions = queryFamily<EndingParams, unknown>((which) =>
  query((db, p: EndingParams) =>
    db
      .deleteFrom('deletions')
      .where('key', 'in', (some) => ending(some as From, p, which as Ending)),
  ),
);

/** What files lie there for nobody once the deletions have ended. */
const keepUnneeded = queryFamily<EndingParams, unknown>((which) =>
  query((db, p: EndingParams) =>
    db
      .insertInto('unneeded_files')
      .columns(['uuid'])
      .expression((from) =>
        from
          .selectFrom('repositories as r')
          .innerJoin('deleted_nodes as d', 'd.id', 'r.id')
          .select('r.uuid')
          .where('d.top_key', 'in', (some) => ending(some as From, p, which as Ending)),
      ),
  ),
);

/** Ends deletions for good, with all that was left where it was. */
export async function endDeletions(
  connection: Connection,
  which: Ending,
  params: Partial<EndingParams>,
): Promise<void> {
  await connection.changes(keepUnneeded(which), { ...noParams, ...params });
  for (const each of remains) {
    const ended = endings(JSON.stringify([which, ...each]));
    await connection.changes(ended, { ...noParams, ...params });
  }
  await takeOffList(connection, which, params);
}

/** Forgets deletions, but for what was left where it was. */
export async function takeOffList(
  connection: Connection,
  which: Ending,
  params: Partial<EndingParams>,
): Promise<void> {
  await connection.changes(forgetNodes(which), { ...noParams, ...params });
  await connection.changes(forgetDeletions(which), { ...noParams, ...params });
}

const noParams: EndingParams = { key: 0, upTo: 0, domainId: '', projectId: '' };

/** How many deletions end at a time, for which others may have to wait. */
const portion = 100;

const lastOfPortion = query((db, p: { upTo: number }) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('deletions')
        .select('deleted_at')
        .where('deleted_at', '<=', p.upTo)
        .orderBy('deleted_at')
        .limit(sql.lit(portion))
        .as('some'),
    )
    .select([sql<number | null>`max(deleted_at)`.as('at'), sql<number>`count(*)`.as('found')]),
);

/** Ends some of the deletions of up to a time, the oldest first; answers whether there may be more. */
export async function endOldest(connection: Connection, upTo: number): Promise<boolean> {
  const last = await firstRow(connection, lastOfPortion, { upTo });
  if (!last || last.at === null) return false;
  await endDeletions(connection, 'old', { upTo: last.at });
  return last.found === portion;
}

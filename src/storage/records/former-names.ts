import { sql } from 'kysely';
import type { FormerNameRecords } from '../../domain/tree/index.ts';
import { nodeKey } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { nodeOf, nodes } from './node-rows.ts';
import { treeNumber, treeRowOf } from './trees.ts';

/** `places` for the names; the walk ends where a name leads nowhere. */
const findByNames = queryFamily((places) =>
  query((db, p: ValueList & { topKey: number; levels: number }) => {
    const names = listed<string>(p, 'name', Number(places)).map(
      (name, i) => sql`select ${sql.lit(i + 1)} as level, cast(${name} as text) as sibling_key`,
    );
    return nodes(db).where(
      'n.id',
      '=',
      sql<string>`(with recursive
        names as (${sql.join(names, sql` union all `)}),
        walk(level, id, key) as (
          select 0, (select id from nodes limit 0), cast(${p.topKey} as bigint)
          union all select names.level, found.id, found.key
            from walk cross join names cross join nodes as found
            where names.level = walk.level + 1 and found.id = coalesce(
              (select child.id from nodes as child
                where child.parent_key = walk.key and child.sibling_key = names.sibling_key),
              (select former.node_id from former_names as former
                where former.parent_key = walk.key and former.sibling_key = names.sibling_key)))
        select id from walk where level = ${p.levels})`,
    );
  }),
);

const keepFormerName = query((db, p: { id: string }) =>
  db
    .insertInto('former_names')
    .columns(['parent_key', 'sibling_key', 'node_id'])
    .expression((from) =>
      from.selectFrom('nodes').select(['parent_key', 'sibling_key', 'id']).where('id', '=', p.id),
    )
    .onConflict((conflict) =>
      conflict.columns(['parent_key', 'sibling_key']).doUpdateSet({
        node_id: sql<string>`excluded.node_id`,
      }),
    ),
);

/** A name that was taken does not lead to whoever had it before once it is free again. */
export const forgetFormerName = query((db, p: { parentKey: number; siblingKey: string }) =>
  db
    .deleteFrom('former_names')
    .where('parent_key', '=', p.parentKey)
    .where('sibling_key', '=', p.siblingKey),
);

export function formerNameRecords(connection: Connection): FormerNameRecords {
  return {
    async findByNames(tree, siblingKeys) {
      const number = await treeNumber(connection, tree);
      if (number === undefined) return undefined;
      const shape = String(placesFor(siblingKeys.length));
      const row = await firstRow(connection, findByNames(shape), {
        ...valueList('name', siblingKeys),
        topKey: nodeKey(number, 0),
        levels: siblingKeys.length,
      });
      return row && nodeOf(row, treeRowOf(tree));
    },
    async keepFormerName({ id }) {
      await connection.changes(keepFormerName, { id });
    },
  };
}

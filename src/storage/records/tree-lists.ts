import { type Expression, type RawBuilder, sql } from 'kysely';
import type { NodeType, TreeListRecords } from '../../domain/tree/index.ts';
import { nodeKey } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { isOfType, type ListShape, listShape, nameContains, orderOf } from './node-list-shapes.ts';
import { nodeOf, nodes } from './node-rows.ts';
import { treeNumber, treeRowOf } from './trees.ts';

const listTree = query((db, p: { from: number; before: number }) =>
  nodes(db)
    .where('n.parent_key', '>=', p.from)
    .where('n.parent_key', '<', p.before)
    .orderBy('n.ordinal', 'desc')
    .orderBy('n.key', 'desc'),
);

const versionOf = query((db, p: { key: number }) =>
  db.selectFrom('counts').select('version').where('key', '=', p.key),
);

const childCount = query((db, p: { key: number }) =>
  db.selectFrom('counts').select(['child_count', 'child_repositories']).where('key', '=', p.key),
);

interface ListParams {
  readonly parentKey: number;
  readonly userId: string;
  readonly pattern: string;
  readonly offset: number;
  readonly limit: number;
}

interface ChildrenShape extends ListShape {
  readonly limitedView: boolean;
}

const childrenQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as ChildrenShape;
  const direction = shape.descending ? 'desc' : 'asc';
  return query((db, p: ListParams) => {
    const listed = nodes(db).where(amongChildren(p, shape));
    // Among siblings the keys have the order of the ids.
    const ordered = shape.order === 'id' ? listed : listed.orderBy(orderOf(shape.order), direction);
    return ordered.orderBy('n.key', direction).limit(p.limit).offset(p.offset);
  });
});

const childrenCount = queryFamily((key) => {
  const shape = JSON.parse(key) as ChildrenShape;
  return query((db, p: ListParams) =>
    db
      .selectFrom('nodes as n')
      .select(sql<number>`count(*)`.as('total'))
      .where(amongChildren(p, shape)),
  );
});

/** Of each parent how many children are seen; `places` for their keys. */
const seenChildren = queryFamily((places) =>
  query((db, p: ValueList & { userId: string }) =>
    db
      .selectFrom('nodes as n')
      .select(['n.parent_key', sql<number>`count(*)`.as('seen')])
      .select(sql<number>`sum(n.type)`.as('repositories'))
      .where('n.parent_key', 'in', listed<number>(p, 'parent', Number(places)))
      .where(isSeen(p))
      .groupBy('n.parent_key'),
  ),
);

/** Whether a node is public, the user's own, or one that they are in. */
function isSeen({ userId }: { readonly userId: string }): RawBuilder<boolean> {
  return sql`(n.visibility = 'public' or n.creator_id = ${userId} or exists (
    select 1 from node_members as mine where mine.node_key = n.key and mine.user_id = ${userId})
    or exists (select 1 from node_user_groups as i join user_group_members as u
      on u.domain_id = i.domain_id and u.user_group_id = i.user_group_id
      where i.node_key = n.key and u.user_id = ${userId}))`;
}

function amongChildren(p: ListParams, shape: ChildrenShape): Expression<boolean> {
  const conditions = [
    sql`n.parent_key = ${p.parentKey}`,
    // True of all nodes that are listed by pages; the index of the default order asks for it.
    sql`n.visibility is not null`,
  ];
  if (shape.only) conditions.push(isOfType(shape.only));
  if (shape.limitedView) conditions.push(isSeen(p));
  if (shape.search) conditions.push(nameContains(p.pattern));
  return sql`${sql.join(conditions, sql` and `)}`;
}

export function treeListRecords(connection: Connection): TreeListRecords {
  return {
    async treeVersion(tree) {
      const number = await treeNumber(connection, tree);
      if (number === undefined) return 0;
      return (await firstRow(connection, versionOf, { key: nodeKey(number, 0) }))?.version ?? 0;
    },
    async listTree(tree) {
      const number = await treeNumber(connection, tree);
      if (number === undefined) return [];
      const range = { from: nodeKey(number, 0), before: nodeKey(number + 1, 0) };
      const row = treeRowOf(tree);
      return (await connection.rows(listTree, range)).map((each) => nodeOf(each, row));
    },
    async listChildren(tree, parent, viewer, list) {
      const number = parent ? undefined : await treeNumber(connection, tree);
      const parentKey = parent?.key ?? (number && nodeKey(number, 0));
      if (parentKey === undefined) return { items: [], total: 0 };
      const limitedView = viewer.sees !== 'all';
      const shape: ChildrenShape = { ...listShape(list), limitedView };
      const params: ListParams = {
        parentKey,
        userId: viewer.sees === 'all' ? '' : viewer.userId,
        pattern: containing(list.search ?? ''),
        ...list.page,
      };
      const rows = await connection.rows(childrenQuery(JSON.stringify(shape)), params);
      const row = treeRowOf(tree);
      const items = rows.map((each) => nodeOf(each, row));
      if (!limitedView && !shape.search) {
        const kept = await firstRow(connection, childCount, { key: parentKey });
        return { items, total: kept ? totalOf(kept, list.only) : 0 };
      }
      const counted = await firstRow(connection, childrenCount(JSON.stringify(shape)), params);
      return { items, total: counted?.total ?? 0 };
    },
    async countChildrenSeen(parents, userId) {
      if (parents.length === 0) return new Map();
      const keys = parents.map(({ key }) => key);
      const counted = await connection.rows(seenChildren(String(placesFor(keys.length))), {
        ...valueList('parent', keys),
        userId,
      });
      const byKey = new Map(counted.map((row) => [row.parent_key, row]));
      return new Map(
        parents.map(({ id, key }) => {
          const row = byKey.get(key);
          const repositoryCount = Number(row?.repositories ?? 0);
          return [id, { childCount: row?.seen ?? 0, repositoryCount }];
        }),
      );
    },
  };
}

/** Of the kept counts of a parent the one of a type, or of all. */
function totalOf(
  kept: Pick<Tables['counts'], 'child_count' | 'child_repositories'>,
  only: NodeType | undefined,
): number {
  const { child_count: all, child_repositories: repositories } = kept;
  if (only === undefined) return all;
  return only === 'repository' ? repositories : all - repositories;
}

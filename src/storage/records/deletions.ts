import { type Kysely, sql } from 'kysely';
import type {
  Deletion,
  DeletionFilter,
  DeletionRecords,
  TreeKey,
} from '../../domain/tree/index.ts';
import { typeCode } from '../kind-codes.ts';
import { nodeKey, topKey } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { endDeletions, endOldest, takeOffList } from './ended-deletions.ts';
import { forgetFormerName } from './former-names.ts';
import { nodeColumns, nodeOf } from './node-rows.ts';
import { countOutOfParent, parents, placeOf } from './nodes.ts';
import { treeNumber, treeRowOf } from './trees.ts';

/** Every column of a node, in the order in which rows are moved. */
const columns = [
  'key',
  'parent_key',
  'id',
  'path',
  'name_path',
  'name',
  'sibling_key',
  'description',
  'visibility',
  'type',
  'ordinal',
  'creator_id',
  'creator_name',
  'creator_number',
  'created_at',
  'changed_at',
  'updater_name',
] as const satisfies (keyof Tables['nodes'])[];

/** Keeps a node and what is below it, one row for each. */
const keepNodes = query((db, p: { key: number; id: string }) => {
  const top = sql<number>`cast(${p.key} as bigint)`.as('top_key');
  return parents(db, p)
    .insertInto('deleted_nodes')
    .columns(['top_key', ...columns])
    .expression((from) =>
      from
        .selectFrom('nodes')
        .select([top, ...columns])
        .where('id', '=', p.id)
        .unionAll(
          from
            .selectFrom('nodes')
            .select([top, ...columns])
            .where('parent_key', 'in', (some) => some.selectFrom('parents').select('key')),
        ),
    );
});

const keepDeletion = query((db, p: Tables['deletions']) =>
  db.insertInto('deletions').values({
    key: p.key,
    id: p.id,
    deleted_at: p.deleted_at,
    user_id: p.user_id,
    user_name: p.user_name,
    nodes: p.nodes,
  }),
);

/** Deletes what is below a node that is kept, by the few parents among the kept. */
const deleteBelow = query((db, p: { key: number }) =>
  db
    .deleteFrom('nodes')
    .where('parent_key', 'in', (kept) =>
      kept
        .selectFrom('deleted_nodes as d')
        .select('d.parent_key')
        .distinct()
        .where('d.top_key', '=', p.key)
        .where('d.key', '<>', p.key),
    ),
);

const deleteNode = query((db, p: { id: string }) => db.deleteFrom('nodes').where('id', '=', p.id));

/** Counts the nodes of a deletion into their tree (`sign` 1) or out of it (-1, `nodes` negative). */
const countInTree = query((db, p: { tree: number; key: number; nodes: number; sign: number }) =>
  db
    .updateTable('counts')
    .set({
      node_count: sql<number>`node_count + ${p.nodes}`,
      node_repositories: sql<number>`node_repositories + cast(${p.sign} as integer) * (select count(*)
        from deleted_nodes as d where d.top_key = ${p.key} and d.type = 1)`,
      version: sql<number>`version + 1`,
    })
    .where('key', '=', p.tree)
    .returning('node_count'),
);

interface BinParams {
  readonly from: number;
  readonly before: number;
  readonly since: number;
  readonly userId: string;
  readonly id: string;
  readonly offset: number;
  readonly limit: number;
}

/** Deletions `x` of a tree with the node `n` that was named; `shape` holds what narrows them. */
const listQuery = queryFamily((shape) =>
  query((db, p: BinParams) =>
    inBin(db, p, shape)
      .leftJoin('counts as c', 'c.key', 'n.key')
      .select(nodeColumns)
      .select(['x.deleted_at', 'x.user_id', 'x.user_name', 'x.nodes'])
      .orderBy('x.deleted_at', 'desc')
      .orderBy('x.key', 'desc')
      .limit(p.limit)
      .offset(p.offset),
  ),
);
const countQuery = queryFamily((shape) =>
  query((db, p: BinParams) => inBin(db, p, shape).select(sql<number>`count(*)`.as('total'))),
);

function inBin(db: Kysely<Tables>, p: BinParams, shape: string) {
  const { byUser, byId } = JSON.parse(shape) as { byUser: boolean; byId: boolean };
  let found = db
    .selectFrom('deletions as x')
    .innerJoin('deleted_nodes as n', (join) =>
      join.onRef('n.top_key', '=', 'x.key').onRef('n.key', '=', 'x.key'),
    )
    .where('x.key', '>=', p.from)
    .where('x.key', '<', p.before)
    .where('x.deleted_at', '>', p.since);
  if (byUser) found = found.where('x.user_id', '=', p.userId);
  if (byId) found = found.where('x.id', '=', p.id);
  return found;
}

/** As `measureSubtree` does it for nodes that are there. */
const measureDeleted = query((db, p: { key: number; depth: number }) =>
  db
    .selectFrom('deleted_nodes')
    .select([
      sql<number>`max(length(path) - length(replace(path, '.', '')) + 1 - type) - ${p.depth} + 1`.as(
        'levels',
      ),
      sql<number>`max(length(name_path))`.as('longest'),
    ])
    .where('top_key', '=', p.key),
);

const putBack = query((db, p: { key: number; parentKey: number; siblingKey: string }) => {
  const place = sql<number>`case when key = ${p.key}
    then cast(${p.parentKey} as bigint) else parent_key end`.as('parent_key');
  const name = sql<string>`case when key = ${p.key}
    then cast(${p.siblingKey} as text) else sibling_key end`.as('sibling_key');
  const same = columns.filter((each) => each !== 'parent_key' && each !== 'sibling_key');
  return db
    .insertInto('nodes')
    .columns(['parent_key', 'sibling_key', ...same])
    .expression((from) =>
      from
        .selectFrom('deleted_nodes')
        .select([place, name, ...same])
        .where('top_key', '=', p.key),
    );
});

export function deletionRecords(connection: Connection): DeletionRecords {
  const matching = async (
    tree: TreeKey,
    { since, userId, id }: DeletionFilter & { readonly id?: string },
    page: { readonly offset: number; readonly limit: number },
  ) => {
    const number = await treeNumber(connection, tree);
    if (number === undefined) return { items: [], total: 0 };
    const params: BinParams = {
      from: nodeKey(number, 0),
      before: nodeKey(number + 1, 0),
      since,
      userId: userId ?? '',
      id: id ?? '',
      ...page,
    };
    const shape = JSON.stringify({ byUser: userId !== undefined, byId: id !== undefined });
    const row = treeRowOf(tree);
    const items = (await connection.rows(listQuery(shape), params)).map(
      (each): Deletion => ({
        node: nodeOf(each, row),
        nodes: each.nodes,
        at: each.deleted_at,
        userId: each.user_id,
        userName: each.user_name,
      }),
    );
    const counted = await firstRow(connection, countQuery(shape), params);
    return { items, total: counted?.total ?? 0 };
  };
  return {
    async deleteSubtree(node, by) {
      const { key, id, ordinal, type } = node;
      const above = await firstRow(connection, placeOf, { id });
      if (!above) return 0;
      const nodes = await connection.changes(keepNodes, { key, id });
      await connection.changes(keepDeletion, {
        key,
        id,
        deleted_at: by.at,
        user_id: by.userId,
        user_name: by.userName,
        nodes,
      });
      await connection.changes(deleteBelow, { key });
      await connection.changes(deleteNode, { id });
      await connection.rows(countInTree, { tree: topKey(key), key, nodes: -nodes, sign: -1 });
      const { parent_key: parentKey, sibling_key: siblingKey } = above;
      await connection.changes(forgetFormerName, { parentKey, siblingKey });
      const left = { key: parentKey, ordinal, repository: typeCode(type) };
      await connection.changes(countOutOfParent, left);
      return nodes;
    },
    listDeletions: (tree, filter, page) => matching(tree, filter, page),
    async findDeletion(tree, filter) {
      return (await matching(tree, filter, { offset: 0, limit: 1 })).items[0];
    },
    async measureDeletion({ node }) {
      const row = await firstRow(connection, measureDeleted, { key: node.key, depth: node.depth });
      return { levels: Number(row?.levels), longestNamePath: Number(row?.longest) };
    },
    async putBack({ node, nodes }, parent, siblingKey) {
      const { key } = node;
      await connection.changes(putBack, { key, parentKey: parent?.key ?? topKey(key), siblingKey });
      const tree = { tree: topKey(key), key, nodes, sign: 1 };
      const [counted] = await connection.rows(countInTree, tree);
      if (!counted) throw new Error('a count that was raised told nothing');
      await takeOffList(connection, 'one', { key });
      return counted.node_count;
    },
    async endDeletion({ node }) {
      await endDeletions(connection, 'one', { key: node.key });
    },
    endOldest: (upTo) => endOldest(connection, upTo),
  };
}

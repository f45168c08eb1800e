import { sql } from 'kysely';
import type {
  Place,
  ProtectedRefRecords,
  ProtectedRefRule,
  RefKind,
} from '../../domain/repositories/index.ts';
import { nodeKey, topKey } from '../node-keys.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { nextOf } from './sequences.ts';
import { plantedTree, treeNumber } from './trees.ts';

const protectedRefsOver = query((db, p: { topKey: number; key: number }) =>
  db.selectFrom('protected_refs').selectAll().where('node_key', 'in', [p.topKey, p.key]),
);

interface RefListParams {
  readonly key: number;
  readonly kind: RefKind;
  readonly pattern: string;
}

const listProtectedRefs = query((db, p: RefListParams & { offset: number; limit: number }) =>
  db
    .selectFrom('protected_refs')
    .selectAll()
    .where('node_key', '=', p.key)
    .where('kind', '=', p.kind)
    .where(sql<boolean>`lower(name) like ${p.pattern} escape '\\'`)
    .orderBy('name')
    .limit(p.limit)
    .offset(p.offset),
);

const countProtectedRefs = query((db, p: RefListParams) =>
  db
    .selectFrom('protected_refs')
    .select(sql<number>`count(*)`.as('total'))
    .where('node_key', '=', p.key)
    .where('kind', '=', p.kind)
    .where(sql<boolean>`lower(name) like ${p.pattern} escape '\\'`),
);

const insertProtectedRef = query((db, p: Tables['protected_refs']) =>
  db
    .insertInto('protected_refs')
    .values({
      node_key: p.node_key,
      kind: p.kind,
      name: p.name,
      number: p.number,
      actions: p.actions,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

const changeProtectedRef = query(
  (db, p: { key: number; kind: RefKind; name: string; actions: string }) =>
    db
      .updateTable('protected_refs')
      .set({ actions: p.actions })
      .where('node_key', '=', p.key)
      .where('kind', '=', p.kind)
      .where('name', '=', p.name),
);

const deleteProtectedRef = query((db, p: { key: number; kind: RefKind; name: string }) =>
  db
    .deleteFrom('protected_refs')
    .where('node_key', '=', p.key)
    .where('kind', '=', p.kind)
    .where('name', '=', p.name),
);

/** The key under which the settings of a place are kept, undefined where it never had any. */
async function keyOf(connection: Connection, { tree, node }: Place): Promise<number | undefined> {
  if (node) return node.key;
  const number = await treeNumber(connection, tree);
  return number && nodeKey(number, 0);
}

export function protectedRefRecords(connection: Connection): ProtectedRefRecords {
  return {
    async protectedRefsOver({ key }) {
      const rows = await connection.rows(protectedRefsOver, { key, topKey: topKey(key) });
      return rows.map((row) => ({ ...ruleOf(row), own: row.node_key === key }));
    },
    async listProtectedRefs(place, kind, search, page) {
      const key = await keyOf(connection, place);
      if (key === undefined) return { items: [], total: 0 };
      const params = { key, kind, pattern: containing(search ?? '') };
      const rows = await connection.rows(listProtectedRefs, { ...params, ...page });
      const counted = await firstRow(connection, countProtectedRefs, params);
      return { items: rows.map(ruleOf), total: counted?.total ?? 0 };
    },
    async insertProtectedRef({ tree, node }, { kind, name, actions }) {
      const node_key = node?.key ?? nodeKey(await plantedTree(connection, tree), 0);
      const number = await nextOf(connection, 'protected-ref');
      const row = { node_key, kind, name, number, actions: JSON.stringify(actions) };
      return (await connection.changes(insertProtectedRef, row)) === 1 ? number : undefined;
    },
    async changeProtectedRef({ key }, { kind, name, actions }) {
      const changed = { key, kind, name, actions: JSON.stringify(actions) };
      await connection.changes(changeProtectedRef, changed);
    },
    async deleteProtectedRef({ key }, kind, name) {
      await connection.changes(deleteProtectedRef, { key, kind, name });
    },
  };
}

function ruleOf({ number, kind, name, actions }: Tables['protected_refs']): ProtectedRefRule {
  return { number, kind, name, actions: JSON.parse(actions) };
}

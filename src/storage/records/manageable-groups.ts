import { type RawBuilder, sql } from 'kysely';
import type { Allowed, ManageableRecords, ManageableView } from '../../domain/tree/index.ts';
import { nodeKey } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { type InsideParams, isInside, isOfType } from './node-list-shapes.ts';
import { nodeOf, nodes } from './node-rows.ts';
import { treeNumber, treeRowOf } from './trees.ts';

interface ManageableShape {
  readonly seesAll: boolean;
  /** Those to whom it is allowed, and under how many nodes with matrices (places for their ids). */
  readonly areas: readonly (Allowed & { readonly byProject: boolean; readonly places: number })[];
}

type ManageableParams = ValueList &
  InsideParams & {
    readonly from: number;
    readonly before: number;
    readonly offset: number;
    readonly limit: number;
  };

const groupCount = query((db, p: { key: number }) =>
  db
    .selectFrom('counts')
    .select(sql<number>`node_count - node_repositories`.as('total'))
    .where('key', '=', p.key),
);

/** In the order in which nodes lie, so that a page costs the same in every tree. */
const manageableQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as ManageableShape;
  return query((db, p: ManageableParams) =>
    nodes(db)
      .where(isManageable(p, shape))
      .orderBy('n.parent_key')
      .orderBy('n.sibling_key')
      .limit(p.limit)
      .offset(p.offset),
  );
});

const manageableCount = queryFamily((key) => {
  const shape = JSON.parse(key) as ManageableShape;
  return query((db, p: ManageableParams) =>
    db
      .selectFrom('nodes as n')
      .select(sql<number>`count(*)`.as('total'))
      .where(isManageable(p, shape)),
  );
});

function isManageable(p: ManageableParams, shape: ManageableShape): RawBuilder<boolean> {
  const inTree = sql<boolean>`n.parent_key >= ${p.from} and n.parent_key < ${p.before}`;
  const [only, ...more] = shape.areas;
  const where = (allowed: Allowed) => isAllowed(p, shape.seesAll, allowed);
  const inAreas = shape.areas.map((area, i) => sql`(${isInArea(p, area, i)} and ${where(area)})`);
  const allowed = only && more.length === 0 ? where(only) : sql`(${sql.join(inAreas, sql` or `)})`;
  return sql`${sql.join([inTree, isOfType('group'), allowed], sql` and `)}`;
}

function isAllowed(
  p: ManageableParams,
  seesAll: boolean,
  { everywhere, roles }: Allowed,
): RawBuilder<boolean> {
  if (!everywhere) return isInside(p, roles);
  return seesAll ? sql`1 = 1` : sql`(n.visibility = 'public' or ${isInside(p)})`;
}

/** Whether the nearest matrix above the node, or its own, is one of an area's. */
function isInArea(
  p: ManageableParams,
  { byProject, places }: ManageableShape['areas'][number],
  area: number,
): RawBuilder<boolean> {
  const nearest = sql`(select x.id from node_matrices as m join nodes as x on x.id = m.node_id
    where m.node_key >= ${p.from} and m.node_key < ${p.before}
      and '.' || n.path || '.' like '%.' || m.node_id || '.%'
    order by length(x.path) desc limit 1)`;
  const conditions = [
    ...(byProject ? [sql`${nearest} is null`] : []),
    ...(places > 0 ? [sql`${nearest} in (${sql.join(listed(p, `under${area}at`, places))})`] : []),
  ];
  return sql`(${sql.join(conditions, sql` or `)})`;
}

export function manageableRecords(connection: Connection): ManageableRecords {
  return {
    async listManageable({ tree, userId, seesAll, allowed, otherwise }, page) {
      const number = await treeNumber(connection, tree);
      if (number === undefined) return { items: [], total: 0 };
      const areas = areasOf(allowed, otherwise);
      const shape = JSON.stringify({
        seesAll,
        areas: areas.map(({ under, ...area }) => ({ ...area, places: placesOf(under) })),
      } satisfies ManageableShape);
      const row = treeRowOf(tree);
      const lists = areas.map(({ under }, i) =>
        under.length > 0 ? valueList(`under${i}at`, under) : {},
      );
      const params: ManageableParams = {
        ...Object.assign({}, ...lists),
        from: nodeKey(number, 0),
        before: nodeKey(number + 1, 0),
        domainId: tree.domainId,
        kind: row.kind,
        userId,
        ...page,
      };
      const rows = await connection.rows(manageableQuery(shape), params);
      const items = rows.map((each) => nodeOf(each, row));
      if (seesAll && areas.every(({ everywhere }) => everywhere)) {
        const kept = await firstRow(connection, groupCount, { key: params.from });
        return { items, total: kept?.total ?? 0 };
      }
      const counted = await firstRow(connection, manageableCount(shape), params);
      return { items, total: counted?.total ?? 0 };
    },
  };
}

/** Parts of a tree that are alike in who is allowed, each with the matrices that make it. */
function areasOf(allowed: Allowed, otherwise: ManageableView['otherwise']) {
  const alike = (one: Allowed) => ({ everywhere: one.everywhere, roles: one.roles });
  const areas = [{ ...alike(allowed), byProject: true, under: [] as string[] }];
  for (const { under, ...other } of otherwise) {
    const wanted = JSON.stringify(alike(other));
    const found = areas.find((area) => JSON.stringify(alike(area)) === wanted);
    if (found) found.under.push(under);
    else areas.push({ ...alike(other), byProject: false, under: [under] });
  }
  return areas;
}

const placesOf = (ids: readonly string[]) => (ids.length === 0 ? 0 : placesFor(ids.length));

import { type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type {
  AccountView,
  NodeInProject,
  NodeList,
  NodeListRecords,
  NodeOrder,
} from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { nodeKey, numbersPerTree, topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { nodeColumns, nodeOf, nodes, treesWithNodes } from './node-rows.ts';
import { countMembers } from './projects.ts';
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
  db.selectFrom('counts').select('child_count').where('key', '=', p.key),
);

interface ListParams {
  readonly parentKey: number;
  readonly userId: string;
  readonly pattern: string;
  readonly offset: number;
  readonly limit: number;
}

/** One shape of a list: what narrows it, and how it is ordered. */
interface ListShape {
  readonly search: boolean;
  readonly order: NodeOrder;
  readonly descending: boolean;
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

const seenChildren = JSON.stringify({
  search: false,
  order: 'id',
  descending: false,
  limitedView: true,
} satisfies ChildrenShape);

function amongChildren(p: ListParams, shape: ChildrenShape): Expression<boolean> {
  const conditions = [
    sql`n.parent_key = ${p.parentKey}`,
    // True of all nodes that are listed by pages; the index of the default order asks for it.
    sql`n.visibility is not null`,
  ];
  if (shape.limitedView) {
    conditions.push(sql`(n.visibility = 'public' or n.creator_id = ${p.userId})`);
  }
  if (shape.search) conditions.push(nameContains(p.pattern));
  return sql`${sql.join(conditions, sql` and `)}`;
}

interface AccountParams {
  readonly domainId: string;
  readonly kind: number;
  readonly userId: string;
  readonly pattern: string;
  readonly offset: number;
  readonly limit: number;
}

interface AccountShape extends ListShape {
  readonly allProjects: boolean;
  readonly openingRoles: readonly number[];
  readonly ownedOnly: boolean;
  readonly withPublic: boolean;
}

const accountQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as AccountShape;
  const direction = shape.descending ? 'desc' : 'asc';
  return query((db, p: AccountParams) => {
    // A page in the order of an index is found along it, as most nodes are in such a list.
    const along = shape.order === 'createdAt' && !shape.search && !shape.ownedOnly;
    return (along ? byAge(db) : byTree(db))
      .leftJoin('project_members as me', (join) => join.on(meIn(p)))
      .leftJoin('counts as c', 'c.key', 'n.key')
      .select(nodeColumns)
      .select(['t.domain_id', 't.kind', 't.project_id'])
      .select(['projects.name as project_name', 'me.role_id as my_role_id'])
      .where(ofAccount(p, shape))
      .orderBy(orderOf(shape.order), direction)
      .orderBy(sql`length(n.id)`, direction)
      .orderBy('n.id', direction)
      .limit(p.limit)
      .offset(p.offset);
  });
});

const accountCount = queryFamily((key) => {
  const shape = JSON.parse(key) as AccountShape;
  return query((db, p: AccountParams) =>
    byTree(db)
      .leftJoin('project_members as me', (join) => join.on(meIn(p)))
      .select(sql<number>`count(*)`.as('total'))
      .where(ofAccount(p, shape)),
  );
});

/** What is counted of trees that the user sees whole, and how many trees they see in part. */
const wholeTrees = queryFamily((key) => {
  const shape = JSON.parse(key) as AccountShape;
  return query((db, p: AccountParams) => {
    const seen = shape.allProjects || shape.withPublic ? sql`1 = 1` : sql`me.role_id is not null`;
    const whole = shape.allProjects ? sql`1 = 1` : isOpen(shape);
    return db
      .selectFrom('trees as t')
      .innerJoin('counts as c', (join) => join.on('c.key', '=', topKeyOf('t.tree')))
      .leftJoin('project_members as me', (join) => join.on(meIn(p)))
      .select([
        sql<number | null>`sum(case when ${whole} then c.node_count else 0 end)`.as('nodes'),
        sql<number | null>`sum(case when ${whole} then 0 when ${seen} then 1 else 0 end)`.as(
          'parts',
        ),
      ])
      .where('t.domain_id', '=', p.domainId)
      .where('t.kind', '=', p.kind);
  });
});

/** Every node `n` with its tree `t` and project, one tree after the other. */
function byTree(db: Kysely<Tables>) {
  return treesWithNodes(db).innerJoin('projects', (join) => join.on(projectOfTree));
}

/** The same along the index of creation times; cross joins keep SQLite to it. */
function byAge(db: Kysely<Tables>) {
  return db
    .selectFrom('nodes as n')
    .crossJoin('trees as t')
    .crossJoin('projects')
    .where('n.visibility', 'is not', null)
    .where(sql<boolean>`t.tree = n.parent_key / ${sql.lit(numbersPerTree)}`)
    .where(projectOfTree);
}

const projectOfTree = sql<boolean>`projects.domain_id = t.domain_id and projects.id = t.project_id`;

/** What joins the user's membership `me` to a tree. */
function meIn({ userId }: AccountParams): RawBuilder<boolean> {
  return sql`me.domain_id = t.domain_id and me.project_id = t.project_id and me.user_id = ${userId}`;
}

/** Whether the user's role in the project shows them its private nodes. */
function isOpen({ openingRoles }: AccountShape): RawBuilder<boolean> {
  return sql`me.role_id in (${sql.join(openingRoles.map((role) => sql.lit(role)))})`;
}

function ofAccount(p: AccountParams, shape: AccountShape): RawBuilder<boolean> {
  const conditions = [sql`t.domain_id = ${p.domainId}`, sql`t.kind = ${p.kind}`];
  if (!shape.allProjects) {
    const inMine = sql`n.visibility = 'public' or ${isOpen(shape)} or ${ownedOnPath(p)}`;
    const joined = sql`me.role_id is not null and (${inMine})`;
    conditions.push(shape.withPublic ? sql`(n.visibility = 'public' or ${joined})` : joined);
  }
  if (shape.ownedOnly) conditions.push(sql`n.creator_id = ${p.userId}`);
  if (shape.search) conditions.push(nameContains(p.pattern));
  return sql`${sql.join(conditions, sql` and `)}`;
}

/** Whether the user made the node or one above it: those below all of theirs are found once. */
function ownedOnPath({ domainId, kind, userId }: AccountParams): Expression<boolean> {
  const size = sql.lit(numbersPerTree);
  return sql<boolean>`n.key in (with recursive owned(key) as (
    select a.key from trees as at join nodes as a
      on a.parent_key >= at.tree * ${size} and a.parent_key < (at.tree + 1) * ${size}
      where at.domain_id = ${domainId} and at.kind = ${kind} and a.creator_id = ${userId}
    union select b.key from owned join nodes as b on b.parent_key = owned.key)
    select key from owned)`;
}

function nameContains(pattern: string): RawBuilder<boolean> {
  return sql<boolean>`lower(n.name) like ${pattern} escape '\\'`;
}

function orderOf(order: NodeOrder) {
  switch (order) {
    case 'id':
      return sql`length(n.id)`;
    case 'name':
      return sql`n.name`;
    case 'path':
      return sql`n.name_path`;
    case 'createdAt':
      return sql`n.created_at`;
    case 'updatedAt':
      return sql`n.changed_at`;
  }
}

export function nodeListRecords(connection: Connection): NodeListRecords {
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
        return { items, total: kept?.child_count ?? 0 };
      }
      const counted = await firstRow(connection, childrenCount(JSON.stringify(shape)), params);
      return { items, total: counted?.total ?? 0 };
    },
    async countChildrenSeen(node, userId) {
      const params = { parentKey: node.key, userId, pattern: '', offset: 0, limit: 0 };
      return (await firstRow(connection, childrenCount(seenChildren), params))?.total ?? 0;
    },
    async listOfAccount(view, list) {
      const key = JSON.stringify(accountShape(view, list));
      const params: AccountParams = {
        domainId: view.domainId,
        kind: kindCode(view.kind),
        userId: view.userId,
        pattern: containing(list.search ?? ''),
        ...list.page,
      };
      const rows = await connection.rows(accountQuery(key), params);
      const items = rows.map(
        (row): NodeInProject => ({
          ...nodeOf(row, row),
          projectName: row.project_name,
          roleId: row.my_role_id ?? undefined,
        }),
      );
      if (!view.ownedOnly && list.search === undefined) {
        const kept = await firstRow(connection, wholeTrees(key), params);
        if (!kept?.parts) return { items, total: kept?.nodes ?? 0 };
      }
      const counted = await firstRow(connection, accountCount(key), params);
      return { items, total: counted?.total ?? 0 };
    },
    async countMembers(domainId, projectId) {
      return (await firstRow(connection, countMembers, { domainId, projectId }))?.total ?? 0;
    },
  };
}

function listShape({ search, order, descending }: NodeList): ListShape {
  return { search: search !== undefined, order, descending };
}

function accountShape(view: AccountView, list: NodeList): AccountShape {
  const { allProjects, openingRoles, ownedOnly, withPublic } = view;
  return { ...listShape(list), allProjects, openingRoles, ownedOnly, withPublic };
}

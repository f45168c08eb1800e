import { type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type {
  AccountView,
  Allowed,
  ManageableView,
  NodeInProject,
  NodeList,
  NodeListRecords,
  NodeOrder,
  NodeType,
} from '../../domain/tree/index.ts';
import { kindCode, typeCode } from '../kind-codes.ts';
import { nodeKey, numbersPerTree, topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { countMembers } from './node-members.ts';
import { nodeColumns, nodeOf, nodes, treesWithNodes } from './node-rows.ts';
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

/** One shape of a list: what narrows it, and how it is ordered. */
interface ListShape {
  readonly only?: NodeType;
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

interface AccountParams {
  readonly domainId: string;
  readonly projectId: string;
  readonly kind: number;
  readonly userId: string;
  readonly pattern: string;
  readonly offset: number;
  readonly limit: number;
}

interface AccountShape extends ListShape {
  readonly type: NodeType;
  readonly ofProject: boolean;
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
    const narrowed = shape.search || shape.ownedOnly || shape.ofProject;
    const along = shape.order === 'createdAt' && !narrowed;
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
        sql<number | null>`sum(case when ${whole} then ${nodesOf(shape)} else 0 end)`.as('nodes'),
        sql<number | null>`sum(case when ${whole} then 0 when ${seen} then 1 else 0 end)`.as(
          'parts',
        ),
      ])
      .where(ofTrees(p, shape));
  });
});

/** Of the counts `c` of a tree: how many nodes of the type it has. */
function nodesOf({ type }: AccountShape): RawBuilder<number> {
  return type === 'repository' ? sql`c.node_repositories` : sql`c.node_count - c.node_repositories`;
}

/** Which trees `t` are listed. */
function ofTrees(p: AccountParams, { ofProject }: AccountShape): RawBuilder<boolean> {
  const conditions = [sql`t.domain_id = ${p.domainId}`, sql`t.kind = ${p.kind}`];
  if (ofProject) conditions.push(sql`t.project_id = ${p.projectId}`);
  return sql`${sql.join(conditions, sql` and `)}`;
}

/** Nodes by their ids, with what the user is in their projects; `places` for the ids. */
const nodesByIds = queryFamily((places) =>
  query((db, p: ValueList & Pick<AccountParams, 'domainId' | 'kind' | 'userId'>) =>
    db
      .selectFrom('nodes as n')
      .where('n.id', 'in', listed<string>(p, 'node', Number(places)))
      .innerJoin('trees as t', (join) => join.on(treeOfNode))
      .innerJoin('projects', (join) => join.on(projectOfTree))
      .leftJoin('project_members as me', (join) => join.on(meIn(p)))
      .leftJoin('counts as c', 'c.key', 'n.key')
      .select(nodeColumns)
      .select(['t.domain_id', 't.kind', 't.project_id'])
      .select(['projects.name as project_name', 'me.role_id as my_role_id'])
      .where('t.domain_id', '=', p.domainId)
      .where('t.kind', '=', p.kind),
  ),
);

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
    .where(treeOfNode)
    .where(projectOfTree);
}

const treeOfNode = sql<boolean>`t.tree = n.parent_key / ${sql.lit(numbersPerTree)}`;

const projectOfTree = sql<boolean>`projects.domain_id = t.domain_id and projects.id = t.project_id`;

/** What joins the user's membership `me` to a tree. */
function meIn({ userId }: Pick<AccountParams, 'userId'>): RawBuilder<boolean> {
  return sql`me.domain_id = t.domain_id and me.project_id = t.project_id and me.user_id = ${userId}`;
}

/** Whether the user's role in the project shows them its private nodes. */
function isOpen({ openingRoles }: AccountShape): RawBuilder<boolean> {
  return isIn('me.role_id', openingRoles);
}

function ofAccount(p: AccountParams, shape: AccountShape): RawBuilder<boolean> {
  const conditions: RawBuilder<unknown>[] = [ofTrees(p, shape), isOfType(shape.type)];
  if (!shape.allProjects) {
    const inMine = sql`n.visibility = 'public' or ${isOpen(shape)} or ${isInside(p)}`;
    const joined = sql`me.role_id is not null and (${inMine})`;
    conditions.push(shape.withPublic ? sql`(n.visibility = 'public' or ${joined})` : joined);
  }
  if (shape.ownedOnly) conditions.push(sql`n.creator_id = ${p.userId}`);
  if (shape.search) conditions.push(nameContains(p.pattern));
  return sql`${sql.join(conditions, sql` and `)}`;
}

interface InsideParams {
  readonly domainId: string;
  readonly kind: number;
  readonly userId: string;
}

/**
 * Whether the user owns the node or one above it, or is a member there, in one of the roles if any
 * are named: those below all of theirs are found once.
 */
function isInside(
  { domainId, kind, userId }: InsideParams,
  roles?: readonly number[],
): RawBuilder<boolean> {
  const size = sql.lit(numbersPerTree);
  const ofRole = roles ? sql`and ${isIn('g.role_id', roles)}` : sql``;
  // By a user group people have the role that they have in the project, of which the asker knows.
  const byUserGroups = roles
    ? sql``
    : sql`union select i.node_key from user_group_members as u join node_user_groups as i
        on i.domain_id = u.domain_id and i.user_group_id = u.user_group_id
        where u.domain_id = ${domainId} and u.user_id = ${userId}`;
  return sql<boolean>`n.key in (with recursive inside(key) as (
    select a.key from trees as at join nodes as a
      on a.parent_key >= at.tree * ${size} and a.parent_key < (at.tree + 1) * ${size}
      where at.domain_id = ${domainId} and at.kind = ${kind} and a.creator_id = ${userId}
    union select g.node_key from node_members as g
      where g.domain_id = ${domainId} and g.user_id = ${userId} ${ofRole}
    ${byUserGroups}
    union select b.key from inside join nodes as b on b.parent_key = inside.key)
    select key from inside)`;
}

function isIn(column: string, roles: readonly number[]): RawBuilder<boolean> {
  if (roles.length === 0) return sql`1 = 0`;
  return sql`${sql.ref(column)} in (${sql.join(roles.map((role) => sql.lit(role)))})`;
}

function isOfType(type: NodeType): RawBuilder<boolean> {
  return sql<boolean>`n.type = ${sql.lit(typeCode(type))}`;
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
    async listOfAccount(view, list) {
      const key = JSON.stringify(accountShape(view, list));
      const params: AccountParams = {
        domainId: view.domainId,
        projectId: view.projectId ?? '',
        kind: kindCode(view.kind),
        userId: view.userId,
        pattern: containing(list.search ?? ''),
        ...list.page,
      };
      const rows = await connection.rows(accountQuery(key), params);
      const items = rows.map(inProjectOf);
      if (!view.ownedOnly && list.search === undefined) {
        const kept = await firstRow(connection, wholeTrees(key), params);
        if (!kept?.parts) return { items, total: kept?.nodes ?? 0 };
      }
      const counted = await firstRow(connection, accountCount(key), params);
      return { items, total: counted?.total ?? 0 };
    },
    countMembers: (shown, openingRoles) => countMembers(connection, shown, openingRoles),
    async findNodes(domainId, kind, ids, userId) {
      if (ids.length === 0) return [];
      const params = { domainId, kind: kindCode(kind), userId, ...valueList('node', ids) };
      const rows = await connection.rows(nodesByIds(String(placesFor(ids.length))), params);
      return rows.map(inProjectOf);
    },
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

type NodeInProjectRow = Parameters<typeof nodeOf>[0] &
  Parameters<typeof nodeOf>[1] & {
    readonly project_name: string;
    readonly my_role_id: number | null;
  };

function inProjectOf(row: NodeInProjectRow): NodeInProject {
  return {
    ...nodeOf(row, row),
    projectName: row.project_name,
    roleId: row.my_role_id ?? undefined,
  };
}

function listShape({ only, search, order, descending }: NodeList): ListShape {
  return { search: search !== undefined, order, descending, ...(only && { only }) };
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

function accountShape(view: AccountView, list: NodeList): AccountShape {
  const { type, allProjects, openingRoles, ownedOnly, withPublic } = view;
  const ofProject = view.projectId !== undefined;
  return { ...listShape(list), type, ofProject, allProjects, openingRoles, ownedOnly, withPublic };
}

import { type Expression, type Kysely, sql } from 'kysely';
import type {
  AccountView,
  NodeInProject,
  NodeList,
  NodeListRecords,
  NodeOrder,
} from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { nodeOf, type TreeKeyParams, treeParams } from './node-rows.ts';
import { countMembers } from './projects.ts';

const listTree = query((db, p: TreeKeyParams) =>
  db
    .selectFrom('nodes')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId)
    .orderBy('ordinal', 'desc')
    .orderBy('id', 'desc'),
);

const topCount = query((db, p: TreeKeyParams) =>
  db
    .selectFrom('trees')
    .select('child_count as total')
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId),
);

interface ListParams extends TreeKeyParams {
  readonly parentId: string;
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
  return query((db, p: ListParams) =>
    children(db, p, shape)
      .selectAll('n')
      .orderBy(orderOf(shape.order), shape.descending ? 'desc' : 'asc')
      .orderBy(sql`length(n.id)`, shape.descending ? 'desc' : 'asc')
      .orderBy('n.id', shape.descending ? 'desc' : 'asc')
      .limit(p.limit)
      .offset(p.offset),
  );
});

const childrenCount = queryFamily((key) => {
  const shape = JSON.parse(key) as ChildrenShape;
  return query((db, p: ListParams) =>
    children(db, p, shape).select(sql<number>`count(*)`.as('total')),
  );
});

const seenChildren = JSON.stringify({
  search: false,
  order: 'id',
  descending: false,
  limitedView: true,
} satisfies ChildrenShape);

function children(db: Kysely<Tables>, p: ListParams, shape: ChildrenShape) {
  let nodes = db
    .selectFrom('nodes as n')
    .where('n.domain_id', '=', p.domainId)
    .where('n.kind', '=', p.kind)
    .where('n.project_id', '=', p.projectId)
    .where('n.parent_id', '=', p.parentId);
  if (shape.limitedView) {
    nodes = nodes.where((eb) => eb.or([eb('n.visibility', '=', 'public'), ownedOnPath(p.userId)]));
  }
  if (shape.search) nodes = nodes.where(nameContains(p.pattern));
  return nodes;
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
  return query((db, p: AccountParams) =>
    ofAccount(db, p, shape)
      .selectAll('n')
      .select(['projects.name as project_name', 'me.role_id as my_role_id'])
      .orderBy(orderOf(shape.order), shape.descending ? 'desc' : 'asc')
      .orderBy(sql`length(n.id)`, shape.descending ? 'desc' : 'asc')
      .orderBy('n.id', shape.descending ? 'desc' : 'asc')
      .limit(p.limit)
      .offset(p.offset),
  );
});

const accountCount = queryFamily((key) => {
  const shape = JSON.parse(key) as AccountShape;
  return query((db, p: AccountParams) =>
    ofAccount(db, p, shape).select(sql<number>`count(*)`.as('total')),
  );
});

function ofAccount(db: Kysely<Tables>, p: AccountParams, shape: AccountShape) {
  let nodes = db
    .selectFrom('nodes as n')
    .innerJoin('projects', (join) =>
      join
        .onRef('projects.domain_id', '=', 'n.domain_id')
        .onRef('projects.id', '=', 'n.project_id'),
    )
    .leftJoin('project_members as me', (join) =>
      join
        .onRef('me.domain_id', '=', 'n.domain_id')
        .onRef('me.project_id', '=', 'n.project_id')
        .on('me.user_id', '=', p.userId),
    )
    .where('n.domain_id', '=', p.domainId)
    .where('n.kind', '=', p.kind);
  if (!shape.allProjects) {
    nodes = nodes.where((eb) => {
      const isPublic = eb('n.visibility', '=', 'public');
      const joined = eb.and([
        eb('me.role_id', 'is not', null),
        eb.or([isPublic, eb('me.role_id', 'in', [...shape.openingRoles]), ownedOnPath(p.userId)]),
      ]);
      return shape.withPublic ? eb.or([isPublic, joined]) : joined;
    });
  }
  if (shape.ownedOnly) nodes = nodes.where('n.creator_id', '=', p.userId);
  if (shape.search) nodes = nodes.where(nameContains(p.pattern));
  return nodes;
}

/** Whether the user made the node or one above it. */
function ownedOnPath(userId: string): Expression<boolean> {
  return sql<boolean>`exists (select 1 from nodes as a
    where a.domain_id = n.domain_id and a.kind = n.kind and a.project_id = n.project_id
      and a.creator_id = ${userId}
      and (a.path = n.path or n.path like a.path || '.%'))`;
}

function nameContains(pattern: string): Expression<boolean> {
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
      return sql`coalesce(n.updated_at, n.created_at)`;
  }
}

export function nodeListRecords(connection: Connection): NodeListRecords {
  return {
    async listTree(tree) {
      return (await connection.rows(listTree, treeParams(tree))).map(nodeOf);
    },
    async listChildren(tree, parent, viewer, list) {
      const limitedView = viewer.sees !== 'all';
      const shape: ChildrenShape = { ...listShape(list), limitedView };
      const params: ListParams = {
        ...treeParams(tree),
        parentId: parent?.id ?? '',
        userId: viewer.sees === 'all' ? '' : viewer.userId,
        pattern: containing(list.search ?? ''),
        ...list.page,
      };
      const rows = await connection.rows(childrenQuery(JSON.stringify(shape)), params);
      const items = rows.map(nodeOf);
      if (!limitedView && !shape.search) {
        const top = parent ? undefined : await firstRow(connection, topCount, treeParams(tree));
        return { items, total: parent?.childCount ?? top?.total ?? 0 };
      }
      const counted = await firstRow(connection, childrenCount(JSON.stringify(shape)), params);
      return { items, total: counted?.total ?? 0 };
    },
    async countChildrenSeen(node, userId) {
      const counted = await firstRow(connection, childrenCount(seenChildren), {
        ...treeParams(node),
        parentId: node.id,
        userId,
        pattern: '',
        offset: 0,
        limit: 0,
      });
      return counted?.total ?? 0;
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
      const counted = await firstRow(connection, accountCount(key), params);
      const items = rows.map(
        (row): NodeInProject => ({
          ...nodeOf(row),
          projectName: row.project_name,
          roleId: row.my_role_id ?? undefined,
        }),
      );
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

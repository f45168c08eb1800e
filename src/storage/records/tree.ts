import { type Expression, type Kysely, sql } from 'kysely';
import type {
  AccountView,
  Node,
  NodeInProject,
  NodeList,
  NodeOrder,
  TreeKey,
  TreeRecords,
} from '../../domain/tree/index.ts';
import { kindCode, kindOfCode } from '../kind-codes.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { countMembers } from './projects.ts';
import { nextOf } from './sequences.ts';

interface NodeKeyParams {
  readonly domainId: string;
  readonly kind: number;
  readonly id: string;
}

interface TreeKeyParams {
  readonly domainId: string;
  readonly kind: number;
  readonly projectId: string;
}

const findNode = query((db, p: NodeKeyParams) =>
  db
    .selectFrom('nodes')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id),
);

const findOwn = query((db, p: NodeKeyParams & { userId: string }) =>
  db
    .selectFrom('nodes')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .where('creator_id', '=', p.userId),
);

/** Counts a node in; `top` is 1 where it hangs directly under the project, else 0. */
const countIn = query((db, p: TreeKeyParams & { top: number; firstOrdinal: number }) =>
  db
    .insertInto('trees')
    .values({
      domain_id: p.domainId,
      kind: p.kind,
      project_id: p.projectId,
      node_count: 1,
      child_count: p.top,
      top_ordinal: p.firstOrdinal,
    })
    .onConflict((conflict) =>
      conflict.columns(['domain_id', 'kind', 'project_id']).doUpdateSet({
        node_count: sql<number>`trees.node_count + 1`,
        child_count: sql<number>`trees.child_count + excluded.child_count`,
        top_ordinal: sql<number>`trees.top_ordinal + excluded.child_count`,
      }),
    )
    .returning(['node_count', 'top_ordinal']),
);

const countChild = query((db, p: NodeKeyParams) =>
  db
    .updateTable('nodes')
    .set({
      child_count: sql<number>`child_count + 1`,
      top_ordinal: sql<number>`top_ordinal + 1`,
    })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .returning('top_ordinal'),
);

const insertNode = query(
  (
    db,
    p: Omit<Node, 'kind' | 'parentId'> & { kind: number; parentId: string; siblingKey: string },
  ) =>
    db
      .insertInto('nodes')
      .values({
        domain_id: p.domainId,
        kind: p.kind,
        id: p.id,
        project_id: p.projectId,
        parent_id: p.parentId,
        path: p.path,
        name_path: p.namePath,
        depth: p.depth,
        name: p.name,
        sibling_key: p.siblingKey,
        description: p.description,
        visibility: p.visibility,
        ordinal: p.ordinal,
        child_count: 0,
        top_ordinal: -1,
        creator_id: p.creatorId,
        creator_name: p.creatorName,
        creator_number: p.creatorNumber,
        created_at: p.createdAt,
        updater_name: p.updaterName,
        updated_at: p.updatedAt,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** A node and all below it: `.` and `/` are neighbours, so the range is exact. */
const deleteSubtree = query(
  (db, p: TreeKeyParams & { path: string; from: string; before: string }) =>
    db
      .deleteFrom('nodes')
      .where('domain_id', '=', p.domainId)
      .where('kind', '=', p.kind)
      .where('project_id', '=', p.projectId)
      .where(({ or, and, eb }) =>
        or([eb('path', '=', p.path), and([eb('path', '>=', p.from), eb('path', '<', p.before)])]),
      ),
);

interface LeaveParams extends TreeKeyParams {
  readonly parentId: string;
  readonly ordinal: number;
  readonly gone: number;
}

/** The highest ordinal left, looked for only where the highest has gone. */
function ordinalLeft(table: 'trees' | 'nodes', p: LeaveParams) {
  return sql<number>`case when ${sql.ref(`${table}.top_ordinal`)} > ${p.ordinal}
    then ${sql.ref(`${table}.top_ordinal`)}
    else (select coalesce(max(s.ordinal), -1) from nodes as s
      where s.domain_id = ${p.domainId} and s.kind = ${p.kind}
        and s.project_id = ${p.projectId} and s.parent_id = ${p.parentId}) end`;
}

const countOutOfTree = query((db, p: LeaveParams & { top: number }) =>
  db
    .updateTable('trees')
    .set({
      node_count: sql<number>`node_count - ${p.gone}`,
      child_count: sql<number>`child_count - ${p.top}`,
    })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId),
);

const settleTop = query((db, p: LeaveParams) =>
  db
    .updateTable('trees')
    .set({ top_ordinal: ordinalLeft('trees', p) })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('project_id', '=', p.projectId),
);

const countOutOfParent = query((db, p: LeaveParams) =>
  db
    .updateTable('nodes')
    .set({ child_count: sql<number>`child_count - 1`, top_ordinal: ordinalLeft('nodes', p) })
    .where('domain_id', '=', p.domainId)
    .where('kind', '=', p.kind)
    .where('id', '=', p.parentId),
);

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

export function treeRecords(connection: Connection): TreeRecords {
  return {
    nextNumber: () => nextOf(connection, 'repository-node'),
    async findNode(domainId, kind, id) {
      const row = await firstRow(connection, findNode, { domainId, kind: kindCode(kind), id });
      return row && nodeOf(row);
    },
    async ownsAny(domainId, kind, ids, userId) {
      for (const id of ids) {
        const key = { domainId, kind: kindCode(kind), id, userId };
        if (await firstRow(connection, findOwn, key)) return true;
      }
      return false;
    },

    async countIn(tree, top) {
      const params = { ...treeParams(tree), top: Number(top), firstOrdinal: top ? 0 : -1 };
      const row = await firstRow(connection, countIn, params);
      return { nodes: row?.node_count ?? 0, topOrdinal: row?.top_ordinal ?? 0 };
    },
    async countChild(domainId, kind, parentId) {
      const key = { domainId, kind: kindCode(kind), id: parentId };
      const row = await firstRow(connection, countChild, key);
      if (!row) throw new Error(`no parent ${parentId} to count a child in`);
      return row.top_ordinal;
    },
    async insertNode(node, siblingKey) {
      const values = {
        ...node,
        kind: kindCode(node.kind),
        parentId: node.parentId ?? '',
        siblingKey,
      };
      return (await connection.changes(insertNode, values)) === 1;
    },

    async deleteSubtree(node) {
      const tree = treeParams(node);
      const { path, ordinal } = node;
      const range = { ...tree, path, from: `${path}.`, before: `${path}/` };
      const gone = await connection.changes(deleteSubtree, range);
      const top = Number(node.parentId === null);
      const left: LeaveParams = { ...tree, parentId: node.parentId ?? '', ordinal, gone };
      await connection.changes(countOutOfTree, { ...left, top });
      await connection.changes(top ? settleTop : countOutOfParent, left);
      return gone;
    },

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

function treeParams({ domainId, kind, projectId }: TreeKey): TreeKeyParams {
  return { domainId, kind: kindCode(kind), projectId };
}

function listShape({ search, order, descending }: NodeList): ListShape {
  return { search: search !== undefined, order, descending };
}

function accountShape(view: AccountView, list: NodeList): AccountShape {
  const { allProjects, openingRoles, ownedOnly, withPublic } = view;
  return { ...listShape(list), allProjects, openingRoles, ownedOnly, withPublic };
}

function nodeOf(row: Tables['nodes']): Node {
  return {
    domainId: row.domain_id,
    projectId: row.project_id,
    kind: kindOfCode(row.kind),
    id: row.id,
    parentId: row.parent_id === '' ? null : row.parent_id,
    path: row.path,
    namePath: row.name_path,
    depth: row.depth,
    name: row.name,
    description: row.description,
    visibility: row.visibility,
    ordinal: row.ordinal,
    childCount: row.child_count,
    creatorId: row.creator_id,
    creatorName: row.creator_name,
    creatorNumber: row.creator_number,
    createdAt: row.created_at,
    updaterName: row.updater_name,
    updatedAt: row.updated_at,
  };
}

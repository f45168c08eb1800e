import { type Kysely, type RawBuilder, sql } from 'kysely';
import type {
  AccountListRecords,
  AccountView,
  NodeInProject,
  NodeList,
  NodeType,
} from '../../domain/tree/index.ts';
import { kindCode } from '../kind-codes.ts';
import { numbersPerTree, topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import {
  isInside,
  isOfType,
  type ListShape,
  listShape,
  nameContains,
  orderOf,
} from './node-list-shapes.ts';
import { hasRole } from './node-roles.ts';
import { nodeColumns, nodeOf, treesWithNodes } from './node-rows.ts';

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
  return hasRole('me.role_id', openingRoles);
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

export function accountListRecords(connection: Connection): AccountListRecords {
  return {
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
    async findNodes(domainId, kind, ids, userId) {
      if (ids.length === 0) return [];
      const params = { domainId, kind: kindCode(kind), userId, ...valueList('node', ids) };
      const rows = await connection.rows(nodesByIds(String(placesFor(ids.length))), params);
      return rows.map(inProjectOf);
    },
  };
}

function accountShape(view: AccountView, list: NodeList): AccountShape {
  const { type, allProjects, openingRoles, ownedOnly, withPublic } = view;
  const ofProject = view.projectId !== undefined;
  return { ...listShape(list), type, ofProject, allProjects, openingRoles, ownedOnly, withPublic };
}

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

import { type Kysely, sql } from 'kysely';
import type {
  Member,
  Project,
  ProjectFilter,
  ProjectRecords,
  ProjectWithCreator,
} from '../../domain/projects/index.ts';
import { kindOfCode } from '../kind-codes.ts';
import { numbersPerTree, topKeyOf } from '../node-keys.ts';
import {
  type Connection,
  firstRow,
  type Query,
  query,
  queryFamily,
  rememberedQuery,
} from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { endDeletions } from './ended-deletions.ts';
import { nextOf } from './sequences.ts';
import { raiseVersions } from './trees.ts';

const insertProject = query((db, p: Project) =>
  db
    .insertInto('projects')
    .values({
      domain_id: p.domainId,
      id: p.id,
      number: p.number,
      name: p.name,
      description: p.description,
      type: p.type,
      creator_id: p.creatorId,
      created_at: p.createdAt,
      updated_at: p.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const findProject = rememberedQuery(
  (db, p: { domainId: string; projectId: string; userId: string }) =>
    db
      .selectFrom('projects')
      .leftJoin('project_members as me', (join) =>
        join
          .onRef('me.domain_id', '=', 'projects.domain_id')
          .onRef('me.project_id', '=', 'projects.id')
          .on('me.user_id', '=', p.userId),
      )
      .leftJoin('users as creator', (join) =>
        join
          .onRef('creator.domain_id', '=', 'projects.domain_id')
          .onRef('creator.id', '=', 'projects.creator_id'),
      )
      .selectAll('projects')
      .select([
        'me.role_id as my_role_id',
        'creator.name as creator_name',
        'creator.nick_name as creator_nick_name',
        'creator.number as creator_number',
      ])
      .where('projects.domain_id', '=', p.domainId)
      .where('projects.id', '=', p.projectId),
);
const findByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('projects')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const updateProject = query((db, p: Project) =>
  db
    .updateTable('projects')
    .set({ name: p.name, description: p.description, updated_at: p.updatedAt })
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);
const deleteProject = query((db, p: { domainId: string; projectId: string }) =>
  db.deleteFrom('projects').where('domain_id', '=', p.domainId).where('id', '=', p.projectId),
);
/** What is counted of a project's trees, and then what else hangs on its id and goes with it. */
const deleteCounts = query((db, p: { domainId: string; projectId: string }) =>
  db.deleteFrom('counts').where('key', 'in', topKeysOf(db, p)),
);
/** What goes by the keys that stand for the project; its trees are empty, and those keys given again. */
const deleteByTopKeys = (
  [
    ['node_settings', 'node_key'],
    ['protected_refs', 'node_key'],
    ['former_names', 'parent_key'],
  ] as const
).map(([table, column]) =>
  query((db, p: { domainId: string; projectId: string }) =>
    db.deleteFrom(table).where(sql.ref<number>(column), 'in', topKeysOf(db, p)),
  ),
);

/** What stands for the project in its trees. */
function topKeysOf(db: Kysely<Tables>, p: { domainId: string; projectId: string }) {
  return db
    .selectFrom('trees')
    .select(topKeyOf('trees.tree').as('key'))
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId);
}

const remains = [
  // Of build tasks there may be some in the recycle bin.
  ...(['task_followers', 'task_roles', 'task_versions'] as const).map((table) =>
    query((db, p: { domainId: string; projectId: string }) =>
      db
        .deleteFrom(table)
        .where('task_id', 'in', (tasks) =>
          tasks
            .selectFrom('tasks')
            .select('id')
            .where('domain_id', '=', p.domainId)
            .where('project_id', '=', p.projectId),
        ),
    ),
  ),
  ...(['project_members', 'tasks', 'trees'] as const).map((table) =>
    query((db, p: { domainId: string; projectId: string }) =>
      db
        .deleteFrom(table)
        .where('domain_id', '=', p.domainId)
        .where('project_id', '=', p.projectId),
    ),
  ),
];
const contentsOf = query((db, p: { domainId: string; projectId: string }) =>
  db
    .selectFrom('trees')
    .innerJoin('counts', (join) => join.on('counts.key', '=', topKeyOf('trees.tree')))
    .select(['trees.kind', 'counts.node_count', 'counts.node_repositories'])
    .where('trees.domain_id', '=', p.domainId)
    .where('trees.project_id', '=', p.projectId)
    .where('counts.node_count', '>', 0)
    .orderBy('trees.kind'),
);

/** What `memberOf` reads of a user `u` with their membership `m`. */
export const memberColumns = [
  'u.id',
  'u.number',
  'u.name',
  'u.nick_name',
  'u.enabled',
  'm.role_id',
] as const;

const countTasks = query((db, p: { domainId: string; projectId: string }) =>
  db
    .selectFrom('tasks')
    .select(sql<number>`count(*)`.as('total'))
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('deleted_at', 'is', null),
);

const insertMember = query(
  (db, p: { domainId: string; projectId: string; userId: string; roleId: number; at: number }) =>
    db
      .insertInto('project_members')
      .columns(['domain_id', 'project_id', 'user_id', 'role_id', 'created_at'])
      .expression((users) =>
        users
          .selectFrom('users')
          .select([
            'domain_id',
            sql<string>`${p.projectId}`.as('project_id'),
            'id as user_id',
            sql<number>`${p.roleId}`.as('role_id'),
            sql<number>`${p.at}`.as('created_at'),
          ])
          .where('domain_id', '=', p.domainId)
          .where('id', '=', p.userId),
      )
      .onConflict((conflict) => conflict.doNothing()),
);
const updateMember = query(
  (db, p: { domainId: string; projectId: string; userId: string; roleId: number }) =>
    db
      .updateTable('project_members')
      .set({ role_id: p.roleId })
      .where('domain_id', '=', p.domainId)
      .where('project_id', '=', p.projectId)
      .where('user_id', '=', p.userId),
);
const deleteMember = query((db, p: { domainId: string; projectId: string; userId: string }) =>
  db
    .deleteFrom('project_members')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('user_id', '=', p.userId),
);
/** Who leaves a project leaves its groups. */
const deletePartInNodes = query((db, p: { domainId: string; projectId: string; userId: string }) =>
  db
    .deleteFrom('node_members')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .where(sql<number>`node_key / ${sql.lit(numbersPerTree)}`, 'in', (trees) =>
      trees
        .selectFrom('trees')
        .select('tree')
        .where('domain_id', '=', p.domainId)
        .where('project_id', '=', p.projectId),
    ),
);
const listMembers = query(
  (db, p: { domainId: string; projectId: string; offset: number; limit: number }) =>
    db
      .selectFrom('project_members as m')
      .innerJoin('users as u', (join) =>
        join.onRef('u.domain_id', '=', 'm.domain_id').onRef('u.id', '=', 'm.user_id'),
      )
      .select(memberColumns)
      .where('m.domain_id', '=', p.domainId)
      .where('m.project_id', '=', p.projectId)
      .orderBy('m.created_at')
      .orderBy('u.number')
      .limit(p.limit)
      .offset(p.offset),
);
const countMembers = rememberedQuery((db, p: { domainId: string; projectId: string }) =>
  db
    .selectFrom('project_members')
    .select(sql<number>`count(*)`.as('total'))
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId),
);

interface ListParams {
  readonly domainId: string;
  /** Whose membership decides. */
  readonly userId: string;
  readonly pattern: string;
  readonly type: string;
  readonly offset: number;
  readonly limit: number;
}

type SortKey = ProjectFilter['sort'];

/** The list in one of its shapes: which conditions, and for rows the order. */
interface ListShape {
  /** Whether only projects are listed that the user has joined, or only others. */
  readonly joined: boolean | undefined;
  readonly search: boolean;
  readonly type: boolean;
  readonly sort: SortKey;
}

const listQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as ListShape;
  return query((db, p: ListParams) => {
    let rows = conditioned(db, p, shape)
      .leftJoin('users as creator', (join) =>
        join
          .onRef('creator.domain_id', '=', 'projects.domain_id')
          .onRef('creator.id', '=', 'projects.creator_id'),
      )
      .selectAll('projects')
      .select([
        'creator.name as creator_name',
        'creator.nick_name as creator_nick_name',
        'creator.number as creator_number',
      ]);
    for (const { by, descending } of shape.sort) {
      const column = by === 'name' ? 'projects.name' : 'projects.created_at';
      rows = rows.orderBy(column, descending ? 'desc' : 'asc');
    }
    return rows.orderBy('projects.number', 'desc').limit(p.limit).offset(p.offset);
  });
});

const countQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as ListShape;
  return query((db, p: ListParams) =>
    conditioned(db, p, shape).select(sql<number>`count(*)`.as('total')),
  );
});

function conditioned(
  db: Parameters<Query<ListParams, unknown>['build']>[0],
  p: ListParams,
  shape: ListShape,
) {
  let rows = db.selectFrom('projects').where('projects.domain_id', '=', p.domainId);
  if (shape.joined !== undefined) {
    rows = rows.where(({ exists, not, selectFrom }) => {
      const joined = exists(
        selectFrom('project_members as me')
          .select('me.user_id')
          .whereRef('me.domain_id', '=', 'projects.domain_id')
          .whereRef('me.project_id', '=', 'projects.id')
          .where('me.user_id', '=', p.userId),
      );
      return shape.joined ? joined : not(joined);
    });
  }
  if (shape.search) {
    rows = rows.where(
      sql<boolean>`(lower(projects.name) like ${p.pattern} escape '\\'
        or lower(projects.description) like ${p.pattern} escape '\\')`,
    );
  }
  if (shape.type) rows = rows.where('projects.type', '=', p.type);
  return rows;
}

export function projectRecords(connection: Connection): ProjectRecords {
  return {
    nextProjectNumber: () => nextOf(connection, 'project'),
    async insertProject(project) {
      return (await connection.changes(insertProject, project)) === 1;
    },
    async findProject(domainId, projectId, userId) {
      const row = await firstRow(connection, findProject, { domainId, projectId, userId });
      return row && { project: withCreator(row), roleId: row.my_role_id ?? undefined };
    },
    async isNameTaken(domainId, name) {
      return (await firstRow(connection, findByName, { domainId, name })) !== undefined;
    },
    async listProjects(domainId, filter, page) {
      const { membership, search, type, sort } = filter;
      const shape: ListShape = {
        joined: membership?.joined,
        search: search !== undefined,
        type: type !== undefined,
        sort,
      };
      const params: ListParams = {
        domainId,
        userId: membership?.userId ?? '',
        pattern: containing(search ?? ''),
        type: type ?? '',
        ...page,
      };
      const rows = await connection.rows(listQuery(JSON.stringify(shape)), params);
      const count = countQuery(JSON.stringify({ ...shape, sort: [] }));
      const [counted] = await connection.rows(count, params);
      return { items: rows.map(withCreator), total: counted?.total ?? 0 };
    },
    async updateProject(project) {
      const { domainId, id, name } = project;
      const holder = await firstRow(connection, findByName, { domainId, name });
      if (holder && holder.id !== id) return false;
      await connection.changes(updateProject, project);
      return true;
    },
    async deleteProject(domainId, projectId) {
      await endDeletions(connection, 'ofProject', { domainId, projectId });
      await connection.changes(deleteCounts, { domainId, projectId });
      for (const each of deleteByTopKeys) await connection.changes(each, { domainId, projectId });
      for (const each of remains) await connection.changes(each, { domainId, projectId });
      await connection.changes(deleteProject, { domainId, projectId });
    },
    async contentsOf(domainId, projectId) {
      const rows = await connection.rows(contentsOf, { domainId, projectId });
      const tasks = (await firstRow(connection, countTasks, { domainId, projectId }))?.total ?? 0;
      return rows
        .flatMap(({ kind, node_count, node_repositories }) => [
          { kind: kindOfCode(kind), count: node_count - node_repositories },
          { kind: 'repository', count: node_repositories },
        ])
        .concat({ kind: 'build-task', count: tasks })
        .filter(({ count }) => count > 0);
    },

    async insertMember(domainId, projectId, userId, roleId, at) {
      const values = { domainId, projectId, userId, roleId, at };
      await raiseVersions(connection, domainId, projectId);
      return (await connection.changes(insertMember, values)) === 1;
    },
    async updateMember(domainId, projectId, userId, roleId) {
      const values = { domainId, projectId, userId, roleId };
      await raiseVersions(connection, domainId, projectId);
      return (await connection.changes(updateMember, values)) === 1;
    },
    async deleteMember(domainId, projectId, userId) {
      await connection.changes(deletePartInNodes, { domainId, projectId, userId });
      await raiseVersions(connection, domainId, projectId);
      return (await connection.changes(deleteMember, { domainId, projectId, userId })) === 1;
    },
    async listMembers(domainId, projectId, page) {
      const rows = await connection.rows(listMembers, { domainId, projectId, ...page });
      const [counted] = await connection.rows(countMembers, { domainId, projectId });
      return { items: rows.map(memberOf), total: counted?.total ?? 0 };
    },
  };
}

function withCreator(
  row: Tables['projects'] & {
    creator_name: string | null;
    creator_nick_name: string | null;
    creator_number: number | null;
  },
): ProjectWithCreator {
  return {
    domainId: row.domain_id,
    id: row.id,
    number: row.number,
    name: row.name,
    description: row.description,
    type: row.type,
    creatorId: row.creator_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    // The creator may be gone since.
    creatorName: row.creator_name ?? '',
    creatorNickName: row.creator_nick_name ?? '',
    creatorNumber: row.creator_number ?? 0,
  };
}

export function memberOf(row: {
  id: string;
  number: number;
  name: string;
  nick_name: string;
  enabled: number;
  role_id: number;
}): Member {
  return {
    userId: row.id,
    userNumber: row.number,
    userName: row.name,
    nickName: row.nick_name,
    enabled: row.enabled === 1,
    roleId: row.role_id,
  };
}

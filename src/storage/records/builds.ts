import { type Expression, type Kysely, sql } from 'kysely';
import type {
  BuildRecords,
  BuildTask,
  ListedTask,
  SeenTask,
  TaskChange,
  TaskDefinition,
  TaskFilter,
} from '../../domain/builds/index.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';

const insertTask = query(
  (db, p: Omit<BuildTask, 'definition'> & { definition: string; nodeId: string | null }) =>
    db
      .insertInto('tasks')
      .values({
        id: p.id,
        domain_id: p.domainId,
        project_id: p.projectId,
        name: p.name,
        node_id: p.nodeId,
        build_project_id: p.buildProjectId,
        definition: p.definition,
        creator_id: p.creatorId,
        creator_name: p.creatorName,
        created_at: p.createdAt,
        disabled_at: null,
        disabled_by: null,
        disabled_reason: null,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

/** Tasks `t` as a user sees them, with their groups `g` as far as those are there. */
function seenTasks(db: Kysely<Tables>, p: { readonly userId: string }) {
  return db
    .selectFrom('tasks as t')
    .leftJoin('nodes as g', 'g.id', 't.node_id')
    .leftJoin('task_followers as f', (join) =>
      join.onRef('f.task_id', '=', 't.id').on('f.user_id', '=', p.userId),
    )
    .selectAll('t')
    .select(['g.path as group_path', 'f.user_id as follower']);
}

const findTask = query((db, p: { domainId: string; id: string; userId: string }) =>
  seenTasks(db, p).where('t.id', '=', p.id).where('t.domain_id', '=', p.domainId),
);

interface Ids {
  readonly domainId: string;
  readonly projectId: string;
  readonly userId: string;
  readonly nodeId: string | null;
  readonly [place: number]: string;
}

/** Conditions on so many ids, named `0`, `1` and so on. */
const places = (p: Ids, count: string) =>
  Array.from({ length: Number(count) }, (_, i) => p[i] ?? '');

const findInProject = queryFamily((count) =>
  query((db, p: Ids) =>
    db
      .selectFrom('tasks')
      .select('id')
      .where('domain_id', '=', p.domainId)
      .where('project_id', '=', p.projectId)
      .where('id', 'in', places(p, count)),
  ),
);

const moveTasks = queryFamily((count) =>
  query((db, p: Ids) =>
    db
      .updateTable('tasks')
      .set({ node_id: p.nodeId })
      .where('domain_id', '=', p.domainId)
      .where('id', 'in', places(p, count)),
  ),
);

const findByName = query((db, p: { domainId: string; projectId: string; name: string }) =>
  db
    .selectFrom('tasks')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('name', '=', p.name),
);

const countOfAccount = query((db, p: { domainId: string }) =>
  db
    .selectFrom('tasks')
    .select(sql<number>`count(*)`.as('total'))
    .where('domain_id', '=', p.domainId),
);

const changeTask = query((db, p: Omit<TaskChange, 'definition'> & { definition: string }) =>
  db
    .updateTable('tasks')
    .set({ name: p.name, node_id: p.groupId, definition: p.definition })
    .where('id', '=', p.id),
);

const deleteFollowers = queryFamily((count) =>
  query((db, p: Ids) => db.deleteFrom('task_followers').where('task_id', 'in', places(p, count))),
);
const deleteTasks = queryFamily((count) =>
  query((db, p: Ids) => db.deleteFrom('tasks').where('id', 'in', places(p, count))),
);

const findTasks = queryFamily((count) =>
  query((db, p: Ids) =>
    seenTasks(db, p).where('t.domain_id', '=', p.domainId).where('t.id', 'in', places(p, count)),
  ),
);

const namesWith = query((db, p: { domainId: string; projectId: string; pattern: string }) =>
  db
    .selectFrom('tasks')
    .select('name')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where(sql<boolean>`lower(name) like ${p.pattern} escape '\\'`),
);

const setDisabled = query(
  (db, p: { id: string; at: number | null; by: string | null; reason: string | null }) =>
    db
      .updateTable('tasks')
      .set({ disabled_at: p.at, disabled_by: p.by, disabled_reason: p.reason })
      .where('id', '=', p.id),
);

const insertFollower = query((db, p: { id: string; userId: string }) =>
  db
    .insertInto('task_followers')
    .values({ task_id: p.id, user_id: p.userId })
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteFollower = query((db, p: { id: string; userId: string }) =>
  db.deleteFrom('task_followers').where('task_id', '=', p.id).where('user_id', '=', p.userId),
);

interface ListParams {
  readonly domainId: string;
  readonly projectId: string;
  readonly userId: string;
  readonly pattern: string;
  readonly creatorId: string;
  readonly path: string;
  readonly below: string;
  readonly offset: number;
  readonly limit: number;
}

/** One shape of a list: what narrows it, and how it is ordered. */
interface ListShape extends Pick<TaskFilter, 'order' | 'descending'> {
  readonly ofProject: boolean;
  readonly viewingRoles: readonly number[] | undefined;
  readonly search: boolean;
  readonly ofCreator: boolean;
  readonly inGroup: boolean;
}

const listQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as ListShape;
  const direction = shape.descending ? 'desc' : 'asc';
  return query((db, p: ListParams) =>
    seenTasks(db, p)
      .innerJoin('projects', (join) =>
        join
          .onRef('projects.domain_id', '=', 't.domain_id')
          .onRef('projects.id', '=', 't.project_id'),
      )
      .leftJoin('project_members as me', (join) => join.on(meIn(p)))
      .leftJoin('users as u', (join) =>
        join.onRef('u.domain_id', '=', 't.domain_id').onRef('u.id', '=', 't.creator_id'),
      )
      .select([
        'projects.name as project_name',
        'me.role_id as my_role_id',
        'u.nick_name as creator_nick_name',
      ])
      .where(listed(p, shape))
      .orderBy(shape.order === 'name' ? 't.name' : 't.created_at', direction)
      .orderBy('t.id', direction)
      .limit(p.limit)
      .offset(p.offset),
  );
});

const countQuery = queryFamily((key) => {
  const shape = JSON.parse(key) as ListShape;
  return query((db, p: ListParams) =>
    db
      .selectFrom('tasks as t')
      .leftJoin('nodes as g', 'g.id', 't.node_id')
      .leftJoin('project_members as me', (join) => join.on(meIn(p)))
      .select(sql<number>`count(*)`.as('total'))
      .where(listed(p, shape)),
  );
});

function meIn(p: ListParams): Expression<boolean> {
  return sql<boolean>`me.domain_id = t.domain_id and me.project_id = t.project_id
    and me.user_id = ${p.userId}`;
}

function listed(p: ListParams, shape: ListShape): Expression<boolean> {
  const conditions = [sql`t.domain_id = ${p.domainId}`];
  if (shape.ofProject) conditions.push(sql`t.project_id = ${p.projectId}`);
  if (shape.viewingRoles) {
    const roles = sql.join(shape.viewingRoles.map((role) => sql.lit(role)));
    const own = sql`me.role_id is not null and t.creator_id = ${p.userId}`;
    conditions.push(sql`(me.role_id in (${roles}) or (${own}))`);
  }
  if (shape.search) {
    conditions.push(sql`(lower(t.name) like ${p.pattern} escape '\\'
      or lower(t.creator_name) like ${p.pattern} escape '\\')`);
  }
  if (shape.ofCreator) conditions.push(sql`t.creator_id = ${p.creatorId}`);
  if (shape.inGroup) conditions.push(sql`(g.path = ${p.path} or g.path like ${p.below})`);
  return sql`${sql.join(conditions, sql` and `)}`;
}

export function buildRecords(connection: Connection): BuildRecords {
  const idsOf = (ids: readonly string[], where: Partial<Ids>): Ids => ({
    domainId: '',
    projectId: '',
    userId: '',
    nodeId: null,
    ...where,
    ...ids,
  });
  return {
    async insertTask(task) {
      const definition = JSON.stringify(task.definition);
      const nodeId = task.group?.id ?? null;
      return (await connection.changes(insertTask, { ...task, definition, nodeId })) === 1;
    },
    async findTask(domainId, id, userId) {
      const row = await firstRow(connection, findTask, { domainId, id, userId });
      return row && taskOf(row);
    },
    async findIdsInProject(domainId, projectId, ids) {
      const find = findInProject(String(ids.length));
      return (await connection.rows(find, idsOf(ids, { domainId, projectId }))).map(({ id }) => id);
    },
    async isTaskNameTaken(domainId, projectId, name) {
      return (await firstRow(connection, findByName, { domainId, projectId, name })) !== undefined;
    },
    async countTasks(domainId) {
      return (await firstRow(connection, countOfAccount, { domainId }))?.total ?? 0;
    },
    async listTasks(view, filter, page) {
      const { search, creatorId, groupPath, order, descending } = filter;
      const projectId = 'projectId' in view ? view.projectId : undefined;
      const shape: ListShape = {
        order,
        descending,
        ofProject: projectId !== undefined,
        viewingRoles: 'viewingRoles' in view ? view.viewingRoles : undefined,
        search: search !== undefined,
        ofCreator: creatorId !== undefined,
        inGroup: groupPath !== undefined,
      };
      const params: ListParams = {
        domainId: view.domainId,
        userId: view.userId,
        projectId: projectId ?? '',
        pattern: containing(search ?? ''),
        creatorId: creatorId ?? '',
        path: groupPath ?? '',
        below: `${groupPath}.%`,
        ...page,
      };
      const key = JSON.stringify(shape);
      const rows = await connection.rows(listQuery(key), params);
      const counted = await firstRow(connection, countQuery(key), params);
      const items = rows.map(
        (row): ListedTask => ({
          ...taskOf(row),
          projectName: row.project_name,
          // The creator may be gone since.
          creatorNickName: row.creator_nick_name ?? '',
          roleId: row.my_role_id ?? undefined,
        }),
      );
      return { items, total: counted?.total ?? 0 };
    },
    async changeTask(change) {
      const definition = JSON.stringify(change.definition);
      await connection.changes(changeTask, { ...change, definition });
    },
    async moveTasks(domainId, ids, groupId) {
      const params = idsOf(ids, { domainId, nodeId: groupId });
      await connection.changes(moveTasks(String(ids.length)), params);
    },
    async deleteTasks(ids) {
      const params = idsOf(ids, {});
      await connection.changes(deleteFollowers(String(ids.length)), params);
      await connection.changes(deleteTasks(String(ids.length)), params);
    },
    async findTasks(domainId, ids, userId) {
      const params = idsOf(ids, { domainId, userId });
      return (await connection.rows(findTasks(String(ids.length)), params)).map(taskOf);
    },
    async listNamesWith(domainId, projectId, text) {
      const params = { domainId, projectId, pattern: containing(text) };
      return (await connection.rows(namesWith, params)).map(({ name }) => name);
    },
    async setDisabled(id, disabled) {
      const { at = null, userName: by = null, reason = null } = disabled ?? {};
      await connection.changes(setDisabled, { id, at, by, reason });
    },
    async insertFollower(id, userId) {
      await connection.changes(insertFollower, { id, userId });
    },
    async deleteFollower(id, userId) {
      await connection.changes(deleteFollower, { id, userId });
    },
  };
}

function taskOf(
  row: Tables['tasks'] & { readonly group_path: string | null; readonly follower: string | null },
): SeenTask {
  return {
    domainId: row.domain_id,
    projectId: row.project_id,
    id: row.id,
    name: row.name,
    group:
      row.node_id === null || row.group_path === null
        ? null
        : { id: row.node_id, path: row.group_path },
    buildProjectId: row.build_project_id,
    definition: JSON.parse(row.definition) as TaskDefinition,
    creatorId: row.creator_id,
    creatorName: row.creator_name,
    createdAt: row.created_at,
    disabled:
      row.disabled_at === null
        ? null
        : {
            at: row.disabled_at,
            userName: row.disabled_by ?? '',
            reason: row.disabled_reason ?? '',
          },
    followed: row.follower !== null,
  };
}

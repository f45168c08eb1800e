import { sql } from 'kysely';
import type {
  BuildRecords,
  BuildTask,
  TaskBinRecords,
  TaskChange,
  TaskRoleRecords,
  TaskVersionRecords,
} from '../../domain/builds/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import { containing } from '../text-search.ts';
import { valueList } from '../value-lists.ts';
import { onIds, seenTasks, shapeFor, taskOf } from './task-rows.ts';

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
        version: p.version,
        deleted_at: p.deletedAt,
        own_permissions: 0,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

const findTask = query((db, p: { domainId: string; id: string; userId: string }) =>
  seenTasks(db, p)
    .where('t.id', '=', p.id)
    .where('t.domain_id', '=', p.domainId)
    .where('t.deleted_at', 'is', null),
);

const findInProject = onIds((db, p: { domainId: string; projectId: string }, ids) =>
  db
    .selectFrom('tasks')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null),
);

const moveTasks = onIds((db, p: { domainId: string; nodeId: string | null }, ids) =>
  db
    .updateTable('tasks')
    .set({ node_id: p.nodeId })
    .where('domain_id', '=', p.domainId)
    .where('id', 'in', ids),
);

const findByName = query((db, p: { domainId: string; projectId: string; name: string }) =>
  db
    .selectFrom('tasks')
    .select('id')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('name', '=', p.name)
    .where('deleted_at', 'is', null),
);

const countOfAccount = query((db, p: { domainId: string }) =>
  db
    .selectFrom('tasks')
    .select(sql<number>`count(*)`.as('total'))
    .where('domain_id', '=', p.domainId)
    .where('deleted_at', 'is', null),
);

const changeTask = query((db, p: Omit<TaskChange, 'definition'> & { definition: string }) =>
  db
    .updateTable('tasks')
    .set({ name: p.name, definition: p.definition, version: p.version })
    .where('id', '=', p.id),
);

const findTasks = onIds((db, p: { domainId: string; userId: string }, ids) =>
  seenTasks(db, p)
    .where('t.domain_id', '=', p.domainId)
    .where('t.id', 'in', ids)
    .where('t.deleted_at', 'is', null),
);

const namesWith = query((db, p: { domainId: string; projectId: string; pattern: string }) =>
  db
    .selectFrom('tasks')
    .select('name')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('deleted_at', 'is', null)
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

export function taskRecords(
  connection: Connection,
): Omit<
  BuildRecords,
  'listTasks' | keyof TaskVersionRecords | keyof TaskBinRecords | keyof TaskRoleRecords
> {
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
      const params = { domainId, projectId, ...valueList('id', ids) };
      return (await connection.rows(findInProject(shapeFor(ids)), params)).map(({ id }) => id);
    },
    async isTaskNameTaken(domainId, projectId, name) {
      return (await firstRow(connection, findByName, { domainId, projectId, name })) !== undefined;
    },
    async countTasks(domainId) {
      return (await firstRow(connection, countOfAccount, { domainId }))?.total ?? 0;
    },
    async changeTask(change) {
      const definition = JSON.stringify(change.definition);
      await connection.changes(changeTask, { ...change, definition });
    },
    async moveTasks(domainId, ids, groupId) {
      const params = { domainId, nodeId: groupId, ...valueList('id', ids) };
      await connection.changes(moveTasks(shapeFor(ids)), params);
    },
    async findTasks(domainId, ids, userId) {
      const params = { domainId, userId, ...valueList('id', ids) };
      return (await connection.rows(findTasks(shapeFor(ids)), params)).map(taskOf);
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

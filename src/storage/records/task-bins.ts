import { sql } from 'kysely';
import type { TaskBinRecords } from '../../domain/builds/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import { valueList } from '../value-lists.ts';
import { onIds, seenTasks, shapeFor, taskOf } from './task-rows.ts';

const setDeleted = onIds((db, p: { at: number | null }, ids) =>
  db.updateTable('tasks').set({ deleted_at: p.at }).where('id', 'in', ids),
);

const findBinned = onIds((db, p: { domainId: string; userId: string; after: number }, ids) =>
  seenTasks(db, p)
    .where('t.domain_id', '=', p.domainId)
    .where('t.id', 'in', ids)
    .where('t.deleted_at', '>', p.after),
);

/** Of as many names as there are places for ids. */
const takenNames = onIds((db, p: { domainId: string; projectId: string }, names) =>
  db
    .selectFrom('tasks')
    .select('name')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('name', 'in', names)
    .where('deleted_at', 'is', null),
);

/** What hangs on tasks goes first. */
const deletions = [
  ...(['task_followers', 'task_roles', 'task_versions'] as const).map((table) =>
    onIds((db, _p, ids) => db.deleteFrom(table).where('task_id', 'in', ids)),
  ),
  onIds((db, _p, ids) => db.deleteFrom('tasks').where('id', 'in', ids)),
];

const findKeepDays = query((db, p: { domainId: string }) =>
  db.selectFrom('task_bins').select('keep_days').where('domain_id', '=', p.domainId),
);
const putKeepDays = query((db, p: { domainId: string; days: number }) =>
  db
    .insertInto('task_bins')
    .values({ domain_id: p.domainId, keep_days: p.days })
    .onConflict((conflict) => conflict.column('domain_id').doUpdateSet({ keep_days: p.days })),
);

const findOutdated = query((db, p: { now: number; days: number; limit: number }) =>
  db
    .selectFrom('tasks as t')
    .leftJoin('task_bins as b', 'b.domain_id', 't.domain_id')
    .select('t.id')
    .where(sql<boolean>`t.deleted_at + coalesce(b.keep_days, ${p.days}) * cast(86400000 as bigint)
        <= ${p.now}`)
    .where('t.deleted_at', 'is not', null)
    .limit(p.limit),
);

export function taskBinRecords(connection: Connection): TaskBinRecords {
  const set = async (ids: readonly string[], at: number | null) => {
    await connection.changes(setDeleted(shapeFor(ids)), { at, ...valueList('id', ids) });
  };
  return {
    binTasks: (ids, now) => set(ids, now),
    restoreTasks: (ids) => set(ids, null),
    async findBinnedTasks(domainId, ids, userId, deletedAfter) {
      const params = { domainId, userId, after: deletedAfter, ...valueList('id', ids) };
      return (await connection.rows(findBinned(shapeFor(ids)), params)).map(taskOf);
    },
    async takenNames(domainId, projectId, names) {
      const params = { domainId, projectId, ...valueList('id', names) };
      return (await connection.rows(takenNames(shapeFor(names)), params)).map(({ name }) => name);
    },
    async deleteTasks(ids) {
      for (const each of deletions)
        await connection.changes(each(shapeFor(ids)), valueList('id', ids));
    },
    async findKeepDays(domainId) {
      return (await firstRow(connection, findKeepDays, { domainId }))?.keep_days;
    },
    async putKeepDays(domainId, days) {
      await connection.changes(putKeepDays, { domainId, days });
    },
    async findOutdated(now, days, limit) {
      return (await connection.rows(findOutdated, { now, days, limit })).map(({ id }) => id);
    },
  };
}

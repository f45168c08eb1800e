import { sql } from 'kysely';
import type { TaskDefinition, TaskVersion, TaskVersionRecords } from '../../domain/builds/index.ts';
import { type Connection, firstRow, query } from '../query.ts';

const insertVersion = query((db, p: Omit<TaskVersion, 'definition'> & { definition: string }) =>
  db.insertInto('task_versions').values({
    task_id: p.taskId,
    number: p.number,
    name: p.name,
    definition: p.definition,
    user_id: p.userId,
    user_name: p.userName,
    created_at: p.createdAt,
  }),
);

const findVersion = query((db, p: { taskId: string; number: number }) =>
  db
    .selectFrom('task_versions')
    .selectAll()
    .where('task_id', '=', p.taskId)
    .where('number', '=', p.number),
);

const listDefinitions = query((db, p: { taskId: string }) =>
  db.selectFrom('task_versions').select(['number', 'definition']).where('task_id', '=', p.taskId),
);
const changeVersion = query((db, p: { taskId: string; number: number; definition: string }) =>
  db
    .updateTable('task_versions')
    .set({ definition: p.definition })
    .where('task_id', '=', p.taskId)
    .where('number', '=', p.number),
);

const listVersions = query(
  (db, p: { domainId: string; taskId: string; limit: number; offset: number }) =>
    db
      .selectFrom('task_versions as v')
      .leftJoin('users as u', (join) =>
        join.on('u.domain_id', '=', p.domainId).onRef('u.id', '=', 'v.user_id'),
      )
      .select(['v.number', 'v.name', 'v.user_id', 'v.user_name', 'v.created_at', 'u.nick_name'])
      .where('v.task_id', '=', p.taskId)
      .orderBy('v.number', 'desc')
      .limit(p.limit)
      .offset(p.offset),
);
const countVersions = query((db, p: { taskId: string }) =>
  db
    .selectFrom('task_versions')
    .select(sql<number>`count(*)`.as('total'))
    .where('task_id', '=', p.taskId),
);

export function taskVersionRecords(connection: Connection): TaskVersionRecords {
  return {
    async insertVersion(version) {
      const definition = JSON.stringify(version.definition);
      await connection.changes(insertVersion, { ...version, definition });
    },
    async findVersion(taskId, number) {
      const row = await firstRow(connection, findVersion, { taskId, number });
      return (
        row && {
          taskId,
          number,
          name: row.name,
          definition: JSON.parse(row.definition) as TaskDefinition,
          userId: row.user_id,
          userName: row.user_name,
          createdAt: row.created_at,
        }
      );
    },
    async listDefinitions(taskId) {
      const rows = await connection.rows(listDefinitions, { taskId });
      return rows.map(({ number, definition }) => ({
        number,
        definition: JSON.parse(definition) as TaskDefinition,
      }));
    },
    async changeVersion(taskId, number, definition) {
      const values = { taskId, number, definition: JSON.stringify(definition) };
      await connection.changes(changeVersion, values);
    },
    async listVersions(domainId, taskId, page) {
      const rows = await connection.rows(listVersions, { domainId, taskId, ...page });
      const counted = await firstRow(connection, countVersions, { taskId });
      const items = rows.map((row) => ({
        taskId,
        number: row.number,
        name: row.name,
        userId: row.user_id,
        userName: row.user_name,
        // The user may be gone since.
        nickName: row.nick_name ?? '',
        createdAt: row.created_at,
      }));
      return { items, total: counted?.total ?? 0 };
    },
  };
}

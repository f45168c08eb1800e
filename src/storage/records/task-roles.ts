import { sql } from 'kysely';
import type { TaskRights, TaskRoleRecords } from '../../domain/builds/index.ts';
import { type Connection, query } from '../query.ts';
import { valueList } from '../value-lists.ts';
import { onIds, rightsOfRow, shapeFor } from './task-rows.ts';

const listRoles = query((db, p: { taskId: string }) =>
  db.selectFrom('task_roles').selectAll().where('task_id', '=', p.taskId),
);

const setOwn = onIds((db, p: { own: number }, ids) =>
  db.updateTable('tasks').set({ own_permissions: p.own }).where('id', 'in', ids),
);
const deleteRoles = onIds((db, _p, ids) => db.deleteFrom('task_roles').where('task_id', 'in', ids));

type Values = { readonly [Right in keyof TaskRights]: number | null };
type RoleParams = Values & { readonly roleId: number; readonly at: number };

/** Of tasks that have no permissions of their own as yet. */
const insertRole = onIds((db, p: RoleParams, ids) =>
  db
    .insertInto('task_roles')
    .columns([
      'task_id',
      'role_id',
      'can_view',
      'can_edit',
      'can_delete',
      'can_run',
      'can_clone',
      'can_disable',
      'can_assign',
      'changed_at',
    ])
    .expression((tasks) =>
      tasks
        .selectFrom('tasks')
        .select([
          'id',
          number(p.roleId).as('role_id'),
          number(p.view).as('can_view'),
          number(p.edit).as('can_edit'),
          number(p.delete).as('can_delete'),
          number(p.run).as('can_run'),
          number(p.clone).as('can_clone'),
          number(p.disable).as('can_disable'),
          number(p.assign).as('can_assign'),
          sql<number>`cast(${p.at} as bigint)`.as('changed_at'),
        ])
        .where('id', 'in', ids)
        .where('own_permissions', '=', 0),
    ),
);

/** Null: as it is. */
const changeRole = onIds((db, p: RoleParams, ids) =>
  db
    .updateTable('task_roles')
    .set({
      can_view: sql`coalesce(${p.view}, can_view)`,
      can_edit: sql`coalesce(${p.edit}, can_edit)`,
      can_delete: sql`coalesce(${p.delete}, can_delete)`,
      can_run: sql`coalesce(${p.run}, can_run)`,
      can_clone: sql`coalesce(${p.clone}, can_clone)`,
      can_disable: sql`coalesce(${p.disable}, can_disable)`,
      can_assign: sql`coalesce(${p.assign}, can_assign)`,
      changed_at: p.at,
    })
    .where('role_id', '=', p.roleId)
    .where('task_id', 'in', ids),
);

/** A parameter in a place that tells an engine no type. */
function number(value: number | null) {
  return sql<number>`cast(${value} as integer)`;
}

export function taskRoleRecords(connection: Connection): TaskRoleRecords {
  return {
    async listRoleRights(taskId) {
      const rows = await connection.rows(listRoles, { taskId });
      return rows.map((row) => ({
        roleId: row.role_id,
        rights: rightsOfRow(row),
        changedAt: row.changed_at,
      }));
    },
    async giveOwnPermissions(ids, defaults, now) {
      const list = valueList('id', ids);
      for (const { roleId, rights } of defaults) {
        const values = { ...valuesOf(rights), roleId, at: now, ...list };
        await connection.changes(insertRole(shapeFor(ids)), values);
      }
      await connection.changes(setOwn(shapeFor(ids)), { own: 1, ...list });
    },
    async takeOwnPermissions(ids) {
      const list = valueList('id', ids);
      await connection.changes(deleteRoles(shapeFor(ids)), list);
      await connection.changes(setOwn(shapeFor(ids)), { own: 0, ...list });
    },
    async changeRoleRights(ids, { roleId, rights }, now) {
      const values = { ...valuesOf(rights), roleId, at: now, ...valueList('id', ids) };
      await connection.changes(changeRole(shapeFor(ids)), values);
    },
  };
}

function valuesOf(rights: Partial<TaskRights>): Values {
  const value = (right: boolean | undefined) => (right === undefined ? null : Number(right));
  return {
    view: value(rights.view),
    edit: value(rights.edit),
    delete: value(rights.delete),
    run: value(rights.run),
    clone: value(rights.clone),
    disable: value(rights.disable),
    assign: value(rights.assign),
  };
}

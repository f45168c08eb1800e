import { type Compilable, type Expression, type Kysely, sql } from 'kysely';
import type { SeenTask, TaskDefinition, TaskRights } from '../../domain/builds/index.ts';
import { query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { listed, placesFor, type ValueList } from '../value-lists.ts';

/** Queries about tasks by their ids, the list `id`. */
export const onIds = <Params, Row>(
  build: (db: Kysely<Tables>, params: Params, ids: string[]) => Compilable<Row>,
) =>
  queryFamily((places) =>
    query((db, p: ValueList & Params) => build(db, p, listed(p, 'id', Number(places)))),
  );
export const shapeFor = (ids: readonly string[]) => String(placesFor(ids.length));

/**
 * Tasks `t` as a user sees them, with their groups `g` as far as those are there, the user's
 * membership `me` and what its role may do, `r`, where the task has permissions of its own.
 */
export function seenTasks(db: Kysely<Tables>, p: { readonly userId: string }) {
  return db
    .selectFrom('tasks as t')
    .leftJoin('nodes as g', 'g.id', 't.node_id')
    .leftJoin('task_followers as f', (join) =>
      join.onRef('f.task_id', '=', 't.id').on('f.user_id', '=', p.userId),
    )
    .leftJoin('project_members as me', (join) => join.on(isMe(p)))
    .leftJoin('task_roles as r', (join) => join.on(isOfMyRole))
    .selectAll('t')
    .select([
      'g.path as group_path',
      'f.user_id as follower',
      'r.can_view',
      'r.can_edit',
      'r.can_delete',
      'r.can_run',
      'r.can_clone',
      'r.can_disable',
      'r.can_assign',
    ]);
}

/** That a membership `me` is the user's in the project of a task `t`. */
export function isMe(p: { readonly userId: string }): Expression<boolean> {
  return sql<boolean>`me.domain_id = t.domain_id and me.project_id = t.project_id
    and me.user_id = ${p.userId}`;
}

/** That `r` is what the role of `me` may do with `t`. */
export const isOfMyRole: Expression<boolean> = sql<boolean>`r.task_id = t.id and r.role_id = me.role_id`;

type RightsRow = Pick<Tables['task_roles'], `can_${keyof TaskRights}`>;

export function rightsOfRow(row: RightsRow): TaskRights {
  return {
    view: row.can_view === 1,
    edit: row.can_edit === 1,
    delete: row.can_delete === 1,
    run: row.can_run === 1,
    clone: row.can_clone === 1,
    disable: row.can_disable === 1,
    assign: row.can_assign === 1,
  };
}

export function taskOf(
  row: Tables['tasks'] & { readonly [Name in keyof RightsRow]: number | null } & {
    readonly group_path: string | null;
    readonly follower: string | null;
  },
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
    version: row.version,
    deletedAt: row.deleted_at,
    ownPermissions: row.own_permissions === 1,
    roleRights: row.can_view === null ? null : rightsOfRow(row as RightsRow),
    followed: row.follower !== null,
  };
}

import type { Compilable, Kysely } from 'kysely';
import type { SeenTask, TaskDefinition } from '../../domain/builds/index.ts';
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

/** Tasks `t` as a user sees them, with their groups `g` as far as those are there. */
export function seenTasks(db: Kysely<Tables>, p: { readonly userId: string }) {
  return db
    .selectFrom('tasks as t')
    .leftJoin('nodes as g', 'g.id', 't.node_id')
    .leftJoin('task_followers as f', (join) =>
      join.onRef('f.task_id', '=', 't.id').on('f.user_id', '=', p.userId),
    )
    .selectAll('t')
    .select(['g.path as group_path', 'f.user_id as follower']);
}

export function taskOf(
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
    version: row.version,
    deletedAt: row.deleted_at,
    followed: row.follower !== null,
  };
}

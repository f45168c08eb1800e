import { type Kysely, sql } from 'kysely';
import type { ProjectContentRecords } from '../../domain/projects/index.ts';
import { kindOfCode } from '../kind-codes.ts';
import { topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';
import { endDeletions } from './ended-deletions.ts';

const deleteProject = query((db, p: { domainId: string; projectId: string }) =>
  db.deleteFrom('projects').where('domain_id', '=', p.domainId).where('id', '=', p.projectId),
);
/** What goes by the keys that stand for the project; its trees are empty, and those keys given again. */
const deleteByTopKeys = (
  [
    ['counts', 'key'],
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

/** What else hangs on the project's id and goes with it. */
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

const countTasks = query((db, p: { domainId: string; projectId: string }) =>
  db
    .selectFrom('tasks')
    .select(sql<number>`count(*)`.as('total'))
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('deleted_at', 'is', null),
);

export function projectContentRecords(connection: Connection): ProjectContentRecords {
  return {
    async deleteProject(domainId, projectId) {
      await endDeletions(connection, 'ofProject', { domainId, projectId });
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
  };
}

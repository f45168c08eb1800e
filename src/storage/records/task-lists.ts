import { type Expression, type RawBuilder, sql } from 'kysely';
import type { BuildRecords, ListedTask, TaskFilter, TaskSight } from '../../domain/builds/index.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import { containing } from '../text-search.ts';
import { isMe, isOfMyRole, seenTasks, taskOf } from './task-rows.ts';

interface ListParams {
  readonly domainId: string;
  readonly projectId: string;
  readonly userId: string;
  readonly pattern: string;
  readonly creatorId: string;
  readonly path: string;
  readonly below: string;
  readonly deletedAfter: number;
  readonly offset: number;
  readonly limit: number;
}

/** One shape of a list: what narrows it, and how it is ordered. */
interface ListShape extends Pick<TaskFilter, 'order' | 'descending'> {
  readonly ofProject: boolean;
  readonly seen: TaskSight | undefined;
  readonly search: boolean;
  readonly ofCreator: boolean;
  readonly inGroup: boolean;
  readonly binned: boolean;
}

const orders = { name: 't.name', createdAt: 't.created_at', deletedAt: 't.deleted_at' } as const;

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
      .leftJoin('users as u', (join) =>
        join.onRef('u.domain_id', '=', 't.domain_id').onRef('u.id', '=', 't.creator_id'),
      )
      .select([
        'projects.name as project_name',
        'me.role_id as my_role_id',
        'u.nick_name as creator_nick_name',
      ])
      .where(listed(p, shape))
      .orderBy(orders[shape.order], direction)
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
      .leftJoin('project_members as me', (join) => join.on(isMe(p)))
      .leftJoin('task_roles as r', (join) => join.on(isOfMyRole))
      .select(sql<number>`count(*)`.as('total'))
      .where(listed(p, shape)),
  );
});

function listed(p: ListParams, shape: ListShape): Expression<boolean> {
  const conditions = [sql`t.domain_id = ${p.domainId}`];
  if (shape.ofProject) conditions.push(sql`t.project_id = ${p.projectId}`);
  conditions.push(shape.binned ? sql`t.deleted_at > ${p.deletedAfter}` : sql`t.deleted_at is null`);
  if (shape.seen) conditions.push(seen(p, shape.seen));
  if (shape.search) {
    conditions.push(sql`(lower(t.name) like ${p.pattern} escape '\\'
      or lower(t.creator_name) like ${p.pattern} escape '\\')`);
  }
  if (shape.ofCreator) conditions.push(sql`t.creator_id = ${p.creatorId}`);
  if (shape.inGroup) conditions.push(sql`(g.path = ${p.path} or g.path like ${p.below})`);
  return sql`${sql.join(conditions, sql` and `)}`;
}

/** That the user may do with a task what lets them see it. */
function seen(p: ListParams, { right, roles, fixedRoles }: TaskSight): RawBuilder<boolean> {
  const numbers = (ids: readonly number[]) => sql.join(ids.map((id) => sql.lit(id)));
  const can = sql.ref(`r.can_${right}`);
  return sql`(me.role_id is not null and t.creator_id = ${p.userId}
    or t.own_permissions = 0 and me.role_id in (${numbers(roles)})
    or t.own_permissions = 1 and (me.role_id in (${numbers(fixedRoles)}) or ${can} = 1))`;
}

export function taskListRecords(connection: Connection): Pick<BuildRecords, 'listTasks'> {
  return {
    async listTasks(view, filter, page) {
      const { search, creatorId, groupPath, deletedAfter, order, descending } = filter;
      const { projectId } = view;
      const shape: ListShape = {
        order,
        descending,
        ofProject: projectId !== undefined,
        seen: view.seen,
        search: search !== undefined,
        ofCreator: creatorId !== undefined,
        inGroup: groupPath !== undefined,
        binned: deletedAfter !== undefined,
      };
      const params: ListParams = {
        domainId: view.domainId,
        userId: view.userId,
        projectId: projectId ?? '',
        pattern: containing(search ?? ''),
        creatorId: creatorId ?? '',
        path: groupPath ?? '',
        below: `${groupPath}.%`,
        deletedAfter: deletedAfter ?? 0,
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
  };
}

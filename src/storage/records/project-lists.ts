import { sql } from 'kysely';
import type { ProjectFilter, ProjectListRecords } from '../../domain/projects/index.ts';
import { type Connection, type Query, query, queryFamily } from '../query.ts';
import { containing } from '../text-search.ts';
import { creatorColumns, creatorOfProject, withCreator } from './projects.ts';

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
      .leftJoin('users as creator', (join) => join.on(creatorOfProject))
      .selectAll('projects')
      .select(creatorColumns);
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

export function projectListRecords(connection: Connection): ProjectListRecords {
  return {
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
  };
}

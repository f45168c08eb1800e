import { type Selectable, sql } from 'kysely';
import type {
  AuditEntry,
  AuditFilter,
  AuditLine,
  AuditRecords,
  AuditWindow,
  OutdatedLines,
} from '../../domain/audit/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';
import { patternOf } from '../text-search.ts';

interface AppendParams extends Omit<AuditEntry, 'refusal'> {
  readonly code: string | null;
  readonly status: number | null;
}

const append = query((db, p: AppendParams) =>
  db.insertInto('audit').values({
    at: p.at,
    domain_id: p.domainId,
    user_id: p.userId,
    user_name: p.userName,
    action: p.action,
    resource: p.resource,
    project_id: p.projectId,
    request_id: p.requestId,
    address: p.address,
    refusal_code: p.code,
    refusal_status: p.status,
  }),
);

const findOldest = query((db, _p: object) =>
  db.selectFrom('audit').select(['number', 'at']).orderBy('number').limit(1),
);
const findNewest = query((db, _p: object) =>
  db.selectFrom('audit').select('number').orderBy('number', 'desc').limit(1),
);

const latestIn = query((db, p: AuditWindow) =>
  db
    .selectFrom('audit')
    .select((eb) => eb.fn.max<number | null>('at').as('at'))
    .where('number', '>=', p.from)
    .where('number', '<', p.below),
);

interface ListParams extends AuditWindow {
  readonly domainId: string;
  readonly userId: string;
  readonly userName: string;
  readonly action: string;
  readonly resource: string;
  readonly leastStatus: number;
  readonly mostStatus: number;
  readonly since: number;
  readonly until: number;
  readonly limit: number;
}

/** One query for every filter: what is not asked for matches everything. */
const list = query((db, p: ListParams) =>
  db
    .selectFrom('audit')
    .selectAll()
    .where('number', '>=', p.from)
    .where('number', '<', p.below)
    .where('domain_id', '=', p.domainId)
    .where('at', '>=', p.since)
    .where('at', '<', p.until)
    .where(
      sql<boolean>`coalesce(refusal_status, 0) between ${p.leastStatus} and ${p.mostStatus}
        and lower(user_id) like ${p.userId} escape '\\' and lower(user_name) like ${p.userName} escape '\\'
        and lower(action) like ${p.action} escape '\\' and lower(resource) like ${p.resource} escape '\\'`,
    )
    .orderBy('number', 'desc')
    .limit(p.limit),
);

const deleteOutdated = query((db, p: OutdatedLines & { readonly upTo: number }) =>
  db
    .deleteFrom('audit')
    .where('number', '<', p.upTo)
    .where((eb) => eb.or([eb('at', '<', p.before), eb('number', '<', p.below)])),
);

export function auditRecords(connection: Connection): AuditRecords {
  return {
    async append({ refusal, ...entry }) {
      const { code = null, status = null } = refusal ?? {};
      await connection.changes(append, { ...entry, code, status });
    },
    async ends() {
      const oldest = await firstRow(connection, findOldest, {});
      const newest = await firstRow(connection, findNewest, {});
      if (!oldest || !newest) return undefined;
      return { oldest: oldest.number, oldestAt: oldest.at, newest: newest.number };
    },
    async list(domainId, filter, window, limit) {
      const params = { ...paramsOf(filter), ...window, domainId, limit };
      return (await connection.rows(list, params)).map(lineOf);
    },
    async latestIn(window) {
      return (await firstRow(connection, latestIn, window))?.at ?? undefined;
    },
    delete: (upTo, outdated) => connection.changes(deleteOutdated, { ...outdated, upTo }),
  };
}

/** The statuses that an outcome may have; 0 stands for what was done. */
const statuses = { success: [0, 0], refused: [1, 999], any: [0, 999] } as const;

function paramsOf(filter: AuditFilter) {
  const [leastStatus, mostStatus] = statuses[filter.outcome ?? 'any'];
  return {
    leastStatus,
    mostStatus,
    userId: patternOf(filter.userId ?? '*'),
    userName: patternOf(filter.userName ?? '*'),
    action: patternOf(filter.action ?? '*'),
    resource: patternOf(filter.resource ?? '*'),
    since: filter.since ?? Number.MIN_SAFE_INTEGER,
    until: filter.until ?? Number.MAX_SAFE_INTEGER,
  };
}

function lineOf(row: Selectable<Tables['audit']>): AuditLine {
  const { refusal_code: code, refusal_status: status } = row;
  return {
    number: row.number,
    at: row.at,
    domainId: row.domain_id,
    userId: row.user_id,
    userName: row.user_name,
    action: row.action,
    resource: row.resource,
    projectId: row.project_id,
    requestId: row.request_id,
    address: row.address,
    refusal: code === null || status === null ? undefined : { code, status },
  };
}

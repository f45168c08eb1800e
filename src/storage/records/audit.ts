import type { AuditEntry, AuditRecords } from '../../domain/audit/index.ts';
import { type Connection, query } from '../query.ts';

const append = query((db, entry: AuditEntry) =>
  db.insertInto('audit').values({
    at: entry.at,
    domain_id: entry.domainId,
    user_id: entry.userId,
    user_name: entry.userName,
    action: entry.action,
    resource: entry.resource,
    project_id: entry.projectId,
    request_id: entry.requestId,
    address: entry.address,
  }),
);

export function auditRecords(connection: Connection): AuditRecords {
  return {
    async append(entry) {
      await connection.changes(append, entry);
    },
  };
}

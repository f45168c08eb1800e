export type {
  AuditEnds,
  AuditEntry,
  AuditFilter,
  AuditLine,
  AuditRecords,
  AuditWindow,
  OutdatedLines,
} from './ports.ts';
export { type AuditPage, readAudit } from './read-audit.ts';
export { recordChange } from './record-change.ts';
export { recordRefusal } from './record-refusal.ts';
export { type AuditRetention, trimAudit } from './trim-audit.ts';

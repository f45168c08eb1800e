export type { AuditEntry, AuditRecords } from './ports.ts';
export { recordChange } from './record-change.ts';

/** One line of the audit: written in the transaction of the change that it tells of. */
export interface AuditEntry {
  readonly at: number;
  readonly domainId: string;
  readonly userId: string;
  readonly userName: string;
  readonly action: string;
  /** Kind and id of what was changed: `repository-group/17`. */
  readonly resource: string;
  readonly projectId: string | null;
  readonly requestId: string;
  readonly address: string;
}

export interface AuditRecords {
  append(entry: AuditEntry): Promise<void>;
}

/** How a call ended that was not let through. */
export interface AuditedRefusal {
  /** The code that the caller was told. */
  readonly code: string;
  /** The HTTP status of the answer. */
  readonly status: number;
}

/** One line of the audit: of a change, written in its transaction, or of a refusal. */
export interface AuditEntry {
  readonly at: number;
  readonly domainId: string;
  readonly userId: string;
  readonly userName: string;
  readonly action: string;
  /** Kind and id of what was changed, `repository-group/17`; of a refusal the path of the call. */
  readonly resource: string;
  readonly projectId: string | null;
  readonly requestId: string;
  readonly address: string;
  /** Undefined for what was done. */
  readonly refusal: AuditedRefusal | undefined;
}

/** A line as it is stored. Numbers grow with time, and none is given twice. */
export interface AuditLine extends AuditEntry {
  readonly number: number;
}

/** What the lines of an account are narrowed to; texts may have `*` and `?` as wildcards. */
export interface AuditFilter {
  readonly userId?: string;
  readonly userName?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly outcome?: 'success' | 'refused';
  /** ms; inclusive. */
  readonly since?: number;
  /** ms; exclusive. */
  readonly until?: number;
}

/** Lines by their numbers: `from` is one of them, `below` is not. */
export interface AuditWindow {
  readonly from: number;
  readonly below: number;
}

/** Numbers of the first and the last line, and the time of the first. */
export interface AuditEnds {
  readonly oldest: number;
  readonly oldestAt: number;
  readonly newest: number;
}

/** Lines from before a time (ms), and those with a number below, whatever their time. */
export interface OutdatedLines {
  readonly before: number;
  readonly below: number;
}

export interface AuditRecords {
  append(entry: AuditEntry): Promise<void>;
  /** The first and the last line of all accounts, undefined where there is none. */
  ends(): Promise<AuditEnds | undefined>;
  /** At most `limit` lines of the window that the filter lets through, newest first. */
  list(
    domainId: string,
    filter: AuditFilter,
    window: AuditWindow,
    limit: number,
  ): Promise<AuditLine[]>;
  /** The latest time among all lines of the window, undefined where it has none. */
  latestIn(window: AuditWindow): Promise<number | undefined>;
  /** Deletes lines with a number below `upTo` that are outdated, and answers how many there were. */
  delete(upTo: number, outdated: OutdatedLines): Promise<number>;
}

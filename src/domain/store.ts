import type { AccessRecords } from './access/index.ts';
import type { AuditRecords } from './audit/index.ts';
import type { BuildRecords } from './builds/index.ts';
import type { InstallationRecords } from './installation/index.ts';
import type { ProjectRecords } from './projects/index.ts';
import type { RepositoryRecords, SettingsRecords } from './repositories/index.ts';
import type { TreeRecords } from './tree/index.ts';

/** Everything that is stored, as one transaction sees it. */
export interface Records {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly builds: BuildRecords;
  readonly installation: InstallationRecords;
  readonly projects: ProjectRecords;
  readonly settings: SettingsRecords;
  readonly tree: TreeRecords;
  readonly repositories: RepositoryRecords;
}

/** The store cannot be reached or has no room; nothing was changed, and trying later may help. */
export class StoreUnavailable extends Error {
  constructor(where: string, cause: NodeJS.ErrnoException) {
    const reason = cause.message || cause.code || cause.name;
    super(`the database ${where} cannot be used: ${reason}`, { cause });
    this.name = 'StoreUnavailable';
  }
}

/**
 * Where the records live. Work may be run more than once, where an earlier run was undone: it
 * changes nothing but records, and what it answers is that of its last run.
 */
export interface Store {
  /** Runs the work on one snapshot, and resolves when all that it saw is durable. */
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /**
   * Like `read`, for what is not shown to anyone but leads to another read or write, which then
   * waits in its place. When the work throws, it does wait: a refusal is shown.
   */
  consult<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /**
   * Runs the work as one transaction. Resolves only when what it wrote survives a crash and a
   * power loss; when the work throws, nothing of it is kept. The work may await nothing but records,
   * and may be run again from its start: it must leave no trace but in them.
   */
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

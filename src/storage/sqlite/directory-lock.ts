import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another server holds the data directory. */
export class DirectoryInUse extends Error {
  constructor(directory: string) {
    super(`another server is using ${directory}`);
    this.name = 'DirectoryInUse';
  }
}

/**
 * Holds a data directory for one server. The lock is the system's own on an open file, taken
 * through SQLite, so it ends with the process however that ends.
 */
export function lockDirectory(directory: string): { release(): void } {
  const lock = new DatabaseSync(join(directory, 'server.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new DirectoryInUse(directory);
    throw error;
  }
  return { release: () => lock.close() };
}

/** Whether SQLite could not get a lock that another connection holds. */
export function isBusy(error: unknown): boolean {
  // SQLITE_BUSY with its extended forms; the low byte is the primary code.
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && (code & 0xff) === 5;
}

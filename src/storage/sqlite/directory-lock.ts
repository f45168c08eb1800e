import { existsSync } from 'node:fs';
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

/** Whether a server holds the directory; looking leaves it as it is. */
export function isDirectoryLocked(directory: string): boolean {
  const file = join(directory, 'server.lock');
  if (!existsSync(file)) return false;
  const lock = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    lock.exec('SELECT 1 FROM sqlite_schema');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    lock.close();
  }
}

/** Whether SQLite could not get a lock that another connection holds. */
export function isBusy(error: unknown): boolean {
  // SQLITE_BUSY with its extended forms; the low byte is the primary code.
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && (code & 0xff) === 5;
}

import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { FileInspection } from '../inspection.ts';
import { schemaVersion } from '../migrations/index.ts';
import { recordsOn } from '../records/index.ts';
import { SqliteConnection } from './connection.ts';
import { versionOf } from './schema.ts';

/** As many faults as are worth reading. */
const faultsTold = 10;

/** Looks at a SQLite file. Throws SQLite's error where it is none, or cannot be read. */
export function inspectFile(file: string): FileInspection {
  const database = new DatabaseSync(untouched(file), { readOnly: true, timeout: 5000 });
  try {
    const stored = versionOf(database);
    const schema = { stored, known: schemaVersion, fits: stored === schemaVersion };
    const logBytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    return {
      schema,
      logBytes,
      async engineFaults() {
        const rows = database.prepare(`PRAGMA quick_check(${faultsTold})`).all();
        const faults = rows.map((row) => String(Object.values(row)[0]));
        return faults.filter((fault) => fault !== 'ok');
      },
      async read(work) {
        database.exec('BEGIN');
        try {
          return await work(recordsOn(new SqliteConnection(database)));
        } finally {
          if (database.isTransaction) database.exec('ROLLBACK');
        }
      },
      async close() {
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Where a database is to be read without leaving files beside it. One without a log was closed
 * well and lies still; where there is a log, its other files are there too.
 */
function untouched(file: string): URL {
  const url = pathToFileURL(file);
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
  return url;
}

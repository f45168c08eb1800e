import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Store } from '../../domain/store.ts';
import { recordsOn } from '../records/index.ts';
import { type OnRows, type RowSource, summaries, type TableSummary } from '../table-contents.ts';
import { SqliteConnection } from './connection.ts';
import { migrateWithin, requireKnownVersion } from './schema.ts';

/** A database whose pages contradict each other, or that is none of ours. */
export class DamagedDatabase extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DamagedDatabase';
  }
}

/** More pages than a database can have. */
const allPages = 2 ** 31 - 1;
const progressEveryMs = 100;
const patienceMs = 5000;

/**
 * Copies a database, which a server may be writing to, as it stands at one moment: everything that
 * was committed before is in the copy. The copy is one synced file that nothing else belongs to.
 * `onBytes` is told how many bytes of how many there are. Throws DamagedDatabase.
 *
 * All pages are read in one step, on another thread and under one read lock. Writers go on; their
 * log grows by what they write meanwhile, and is used again after. In several steps the copy would
 * begin anew with every commit, and never end under load; VACUUM INTO would hold the lock longer.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onBytes: (done: number, all: number) => void = () => undefined,
): Promise<void> {
  const bytes = bytesOf(from);
  const source = new DatabaseSync(from, { readOnly: true, timeout: patienceMs });
  const watch = setInterval(() => {
    const done = statSync(to, { throwIfNoEntry: false })?.size ?? 0;
    // That all are there is told once.
    if (done < bytes) onBytes(done, bytes);
  }, progressEveryMs);
  try {
    await backup(source, to, { rate: allPages });
  } finally {
    clearInterval(watch);
    source.close();
  }
  onBytes(bytes, bytes);
  finish(to);
}

/**
 * Over a connection of its own: a statement on the one that is copied from would hold the event
 * loop up until the copy is made, whenever the garbage collector comes to it.
 */
function bytesOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true, timeout: patienceMs });
  try {
    const size = 'select page_count * page_size as n from pragma_page_count, pragma_page_size';
    return Number(database.prepare(size).get()?.n);
  } finally {
    database.close();
  }
}

/** Checks every page, and does away with the need for a log. */
function finish(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    const found = String(copy.prepare('PRAGMA integrity_check(1)').get()?.integrity_check);
    if (found !== 'ok') {
      throw new DamagedDatabase(`the database is damaged: ${found.replaceAll('\n', ' ')}`);
    }
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
  const fd = openSync(file, 'r');
  fsyncSync(fd);
  closeSync(fd);
}

/** A database that nobody writes to. */
export interface StillDatabase extends Pick<Store, 'read'> {
  readonly rows: RowSource;
  /** Counts and checksums of all tables; `onRows` is told how many rows of how many were read. */
  summaries(onRows?: OnRows): Promise<TableSummary[]>;
  close(): void;
}

/** Opens a database to read it only. Throws NewerDatabase, or DamagedDatabase where it is none of ours. */
export function openStill(file: string): StillDatabase {
  return still(file, new DatabaseSync(file, { readOnly: true }), 'BEGIN', () => undefined);
}

/**
 * Opens a database to read it as this program's schema has it; until it is closed nobody may write,
 * and then it is as it was. Throws like `openStill`.
 */
export function holdStill(file: string): StillDatabase {
  const database = new DatabaseSync(file, { timeout: patienceMs });
  return still(file, database, 'BEGIN IMMEDIATE', migrateWithin);
}

function still(
  file: string,
  database: DatabaseSync,
  begin: string,
  ready: (database: DatabaseSync) => void,
): StillDatabase {
  try {
    database.exec(begin);
    if (requireKnownVersion(database) === 0) {
      throw new DamagedDatabase(`${file} is not a database of Atelier`);
    }
    ready(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const connection = new SqliteConnection(database);
  const records = recordsOn(connection);
  return {
    rows: connection,
    read: (work) => work(records),
    summaries: (onRows) => summaries(connection, onRows),
    close: () => database.close(),
  };
}

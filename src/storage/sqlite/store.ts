import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Records, Store } from '../../domain/store.ts';
import { recordsOn } from '../records/index.ts';
import { Checkpoints, keptLogBytes } from './checkpoints.ts';
import { SqliteConnection } from './connection.ts';
import { isBusy } from './directory-lock.ts';
import { migrate } from './schema.ts';
import { Turns } from './turns.ts';
import { WalSync } from './wal-sync.ts';

/** A connection, the records on it, and whose turn it is. */
interface Lane {
  readonly database: DatabaseSync;
  readonly begin: StatementSync;
  readonly commit: StatementSync;
  readonly records: Records;
  readonly turns: Turns;
}

/** How long a write waits for another process, such as the command line, to finish its own. */
const patienceMs = 5000;

/**
 * A store in memory, gone when closed. Reads and writes share one connection and take turns.
 */
export function openMemoryStore(): Store {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const lane = laneOn(database, 'BEGIN IMMEDIATE');
  return {
    read: (work) => inTransaction(lane, work),
    consult: (work) => inTransaction(lane, work),
    write: (work) => inTransaction(lane, work),
    async close() {
      await lane.turns.take(async () => database.close());
    },
  };
}

/**
 * A store in a SQLite file with a write-ahead log. A write resolves after an fdatasync of the log
 * that began after its commit, and so does whatever saw a commit not yet synced: this
 * process shows nothing that could still be lost. As strong towards clients as `synchronous = FULL`,
 * without holding up the event loop. See docs/decisions/0003.
 */
export function openFileStore(file: string): Store {
  const database = new DatabaseSync(file, { timeout: patienceMs });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  try {
    migrate(database);
  } catch (error) {
    database.close();
    throw error;
  }
  // An empty commit makes the log exist; its directory entry must not be lost either.
  database.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${userVersion(database)}; COMMIT`);
  syncDirectory(dirname(file));
  // From here on commits are synced by WalSync, and writers do not wait inside SQLite.
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
  database.exec('PRAGMA busy_timeout = 0');
  // A log that starts over is cut, so that its size tells how much there is to carry over.
  database.exec(`PRAGMA journal_size_limit = ${keptLogBytes}`);

  const reader = new DatabaseSync(file, { readOnly: true });
  const writes = laneOn(database, 'BEGIN IMMEDIATE');
  const reads = laneOn(reader, 'BEGIN');
  const wal = new WalSync(`${file}-wal`);
  const checkpoints = new Checkpoints(file, wal.fd, (work) => writes.turns.take(work));
  let committed = 0;
  let synced = 0;

  async function durable(): Promise<void> {
    const upTo = committed;
    if (upTo === synced) return;
    await wal.settled();
    synced = Math.max(synced, upTo);
  }

  return {
    async read(work) {
      try {
        return await inTransaction(reads, work);
      } finally {
        await durable();
      }
    },
    async consult(work) {
      try {
        return await inTransaction(reads, work);
      } catch (error) {
        await durable();
        throw error;
      }
    },
    async write(work) {
      if (wal.failure) throw wal.failure;
      try {
        const result = await inTransaction(writes, work, () => {
          committed += 1;
        });
        checkpoints.committed();
        return result;
      } finally {
        // A refusal, too, may rest on a commit that is not synced yet.
        await durable();
      }
    },
    async close() {
      await reads.turns.take(async () => reader.close());
      await writes.turns.take(async () => undefined);
      await checkpoints.close();
      await wal.close();
      database.exec('PRAGMA synchronous = FULL');
      database.close();
    },
  };
}

function laneOn(database: DatabaseSync, begin: 'BEGIN' | 'BEGIN IMMEDIATE'): Lane {
  return {
    database,
    begin: database.prepare(begin),
    commit: database.prepare('COMMIT'),
    records: recordsOn(new SqliteConnection(database)),
    turns: new Turns(),
  };
}

function inTransaction<T>(
  { database, begin, commit, records, turns }: Lane,
  work: (records: Records) => Promise<T>,
  committed?: () => void,
): Promise<T> {
  return turns.take(async () => {
    await started(begin);
    try {
      const result = await work(records);
      commit.run();
      committed?.();
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  });
}

/** Begins a transaction; where another process writes, waits without holding up the event loop. */
async function started(begin: StatementSync): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      begin.run();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await sleep(5);
    }
  }
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  fsyncSync(fd);
  closeSync(fd);
}

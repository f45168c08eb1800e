import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../domain/store.ts';
import { Checkpoints, keptLogBytes } from './checkpoints.ts';
import { Lane, patienceMs } from './lane.ts';
import { migrate } from './schema.ts';
import { WalSync } from './wal-sync.ts';

/**
 * A store in memory, gone when closed. Reads and writes share one connection and take turns.
 */
export function openMemoryStore(): Store {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const lane = new Lane(database, 'both');
  return {
    read: (work) => lane.run(work),
    consult: (work) => lane.run(work),
    write: (work) => lane.run(work),
    close: () => lane.alone(() => database.close()),
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
  // The pages in use of a million groups; the usual 2 MB would have them read again and again.
  database.exec('PRAGMA cache_size = -16384');
  // A log that had to grow beyond what is usual is cut when it starts over.
  database.exec(`PRAGMA journal_size_limit = ${keptLogBytes}`);

  const reader = new DatabaseSync(file, { readOnly: true });
  const wal = new WalSync(`${file}-wal`);
  let committed = 0;
  let synced = 0;
  const writes = new Lane(database, 'writes', () => {
    committed += 1;
    checkpoints.committed();
  });
  const reads = new Lane(reader, 'reads');
  const checkpoints = new Checkpoints(file, wal.fd, (work) => writes.alone(work));

  async function durable(): Promise<void> {
    const upTo = committed;
    if (upTo === synced) return;
    await wal.settled();
    synced = Math.max(synced, upTo);
  }

  return {
    async read(work) {
      try {
        return await reads.run(work);
      } finally {
        await durable();
      }
    },
    async consult(work) {
      try {
        return await reads.run(work);
      } catch (error) {
        await durable();
        throw error;
      }
    },
    async write(work) {
      if (wal.failure) throw wal.failure;
      try {
        return await writes.run(work);
      } finally {
        // A refusal, too, may rest on a commit that is not synced yet.
        await durable();
      }
    },
    async close() {
      await reads.alone(() => reader.close());
      await writes.alone(() => undefined);
      await checkpoints.close();
      await wal.close();
      database.exec('PRAGMA synchronous = FULL');
      database.close();
    },
  };
}

function userVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

function syncDirectory(directory: string): void {
  const fd = openSync(directory, 'r');
  fsyncSync(fd);
  closeSync(fd);
}

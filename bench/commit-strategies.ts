/**
 * node bench/commit-strategies.ts: ways to make many small writes durable with node:sqlite, side by
 * side: writes a second by 32 writers who each wait for their own, and the delay that this causes
 * on the event loop. Prints a table; docs/decisions/0003 rests on it.
 */
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { WalSync } from '../src/storage/sqlite/wal-sync.ts';
import { requireDisk } from './machine/disk.ts';
import { spread } from './results/statistics.ts';

/** Makes a write durable. */
type Write = (serial: number) => Promise<void>;

interface Strategy {
  readonly name: string;
  open(file: string): { write: Write; close(): Promise<void> };
}

const writers = 32;
const projects = 32;
const rounds = 5;
const secondsEach = 1;
/** More than a burst writes: a log that has its full length already is cheaper to sync. */
const logBytes = 256 * 1024 * 1024;

/** Like a create: a row with a unique name, a count of its project, and a note. */
function statementsOn(database: DatabaseSync) {
  const count = database.prepare('UPDATE projects SET nodes = nodes + 1 WHERE id = ?');
  const insert = database.prepare('INSERT INTO nodes VALUES (?, ?, ?, ?)');
  const note = database.prepare('INSERT INTO notes (node, text) VALUES (?, ?)');
  return (serial: number) => {
    const project = serial % projects;
    const id = serial.toString(16).padStart(32, '0');
    count.run(project);
    insert.run(id, project, `group ${serial}`, 'a description');
    note.run(id, 'created by a user with a name, in a project, from an address');
  };
}

function opened(file: string, synchronous: 'FULL' | 'NORMAL'): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
    PRAGMA synchronous = ${synchronous}`);
  return database;
}

/** Each write its own transaction, synced inside COMMIT. */
const fullPerWrite: Strategy = {
  name: 'FULL, a sync in each commit',
  open(file) {
    const database = opened(file, 'FULL');
    const apply = statementsOn(database);
    return {
      async write(serial) {
        database.exec('BEGIN IMMEDIATE');
        apply(serial);
        database.exec('COMMIT');
        // As an answer would: the next request is read in another turn of the event loop.
        await new Promise(setImmediate);
      },
      close: async () => database.close(),
    };
  },
};

/** Each write its own transaction, and an fdatasync on the thread pool that all share who wait. */
const sharedSync: Strategy = {
  name: 'NORMAL, a shared sync after the commits',
  open(file) {
    const database = opened(file, 'NORMAL');
    const apply = statementsOn(database);
    const wal = new WalSync(`${file}-wal`);
    return {
      async write(serial) {
        database.exec('BEGIN IMMEDIATE');
        apply(serial);
        database.exec('COMMIT');
        await wal.settled();
      },
      async close() {
        await wal.close();
        database.close();
      },
    };
  },
};

/** What came in one turn of the event loop is one transaction, each write in a savepoint. */
const oneTransaction: Strategy = {
  name: 'one transaction for many, a savepoint for each, a shared sync',
  open(file) {
    const database = opened(file, 'NORMAL');
    const apply = batchOn(database);
    const wal = new WalSync(`${file}-wal`);
    let waiting: number[] = [];
    let next: Promise<void> | undefined;
    const run = async () => {
      await new Promise(setImmediate);
      const batch = waiting;
      waiting = [];
      next = undefined;
      apply(batch);
      await wal.settled();
    };
    return {
      write(serial) {
        waiting.push(serial);
        next ??= run();
        return next;
      },
      async close() {
        await wal.close();
        database.close();
      },
    };
  },
};

/** The same on another thread, which syncs inside COMMIT. */
const writerThread: Strategy = {
  name: 'the same on a writer thread',
  open(file) {
    const worker = new Worker(import.meta.filename, { workerData: file });
    const waiting = new Map<number, () => void>();
    worker.on('message', (serials: number[]) => {
      for (const serial of serials) {
        waiting.get(serial)?.();
        waiting.delete(serial);
      }
    });
    return {
      write(serial) {
        return new Promise<void>((done) => {
          waiting.set(serial, done);
          worker.postMessage(serial);
        });
      },
      async close() {
        worker.postMessage('close');
        await once(worker, 'exit');
      },
    };
  },
};

function batchOn(database: DatabaseSync) {
  const apply = statementsOn(database);
  const savepoint = database.prepare('SAVEPOINT one');
  const release = database.prepare('RELEASE one');
  return (serials: readonly number[]) => {
    database.exec('BEGIN IMMEDIATE');
    for (const serial of serials) {
      savepoint.run();
      apply(serial);
      release.run();
    }
    database.exec('COMMIT');
  };
}

/** The writer thread: takes serial numbers until told to close, answers those that are durable. */
function beWriter(file: string): void {
  const database = opened(file, 'FULL');
  const apply = batchOn(database);
  let waiting: number[] = [];
  parentPort?.on('message', (message: number | 'close') => {
    if (message === 'close') {
      database.close();
      parentPort?.close();
      return;
    }
    if (waiting.push(message) > 1) return;
    setImmediate(() => {
      const batch = waiting;
      waiting = [];
      apply(batch);
      parentPort?.postMessage(batch);
    });
  });
}

interface Result {
  readonly perSecond: number;
  readonly cpuMicros: number;
  /** How late the event loop came to a timer, in ms. */
  readonly delayP99: number;
  readonly delayMax: number;
}

async function measure(write: Write, first: number): Promise<Result & { written: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let written = 0;
  const before = process.cpuUsage();
  const began = performance.now();
  delay.enable();
  const until = began + secondsEach * 1000;
  const one = async () => {
    while (performance.now() < until) await write(first + written++);
  };
  await Promise.all(Array.from({ length: writers }, one));
  delay.disable();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return {
    written,
    perSecond: written / seconds,
    cpuMicros: (user + system) / written,
    delayP99: delay.percentile(99) / 1e6,
    delayMax: delay.max / 1e6,
  };
}

/** Makes a database whose log has its full length. Answers the connection that keeps it so. */
function prepared(file: string): DatabaseSync {
  const database = opened(file, 'NORMAL');
  database.exec(`
    CREATE TABLE projects (id INTEGER PRIMARY KEY, nodes INTEGER NOT NULL);
    CREATE TABLE nodes (id TEXT PRIMARY KEY, project INTEGER NOT NULL, name TEXT NOT NULL,
      description TEXT NOT NULL, UNIQUE (project, name)) WITHOUT ROWID;
    CREATE TABLE notes (number INTEGER PRIMARY KEY, node TEXT NOT NULL, text TEXT NOT NULL);
    CREATE TABLE filler (content BLOB)`);
  const project = database.prepare('INSERT INTO projects VALUES (?, 0)');
  for (let id = 0; id < projects; id++) project.run(id);
  database.prepare('INSERT INTO filler VALUES (zeroblob(?))').run(logBytes);
  database.exec('DROP TABLE filler; PRAGMA wal_checkpoint(RESTART)');
  return database;
}

async function compare(strategies: readonly Strategy[]): Promise<void> {
  const directory = join(import.meta.dirname, '..', '.bench', 'commit-strategies');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  requireDisk(directory);
  const all = strategies.map((strategy, i) => {
    const file = join(directory, `${i}.db`);
    const keeper = prepared(file);
    return { strategy, keeper, serial: 0, results: [] as Result[], ...strategy.open(file) };
  });
  // One more than are counted: the first warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const each of all) {
      const { written, ...result } = await measure(each.write, each.serial);
      each.serial += written;
      if (round > 0) each.results.push(result);
      each.keeper.exec('PRAGMA wal_checkpoint(RESTART)');
    }
  }
  console.log('| | writes per second | CPU per write | event loop late by, p99 | at most |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { strategy, results } of all) {
    const of = (value: (result: Result) => number) => spread(results.map(value));
    const rate = of(({ perSecond }) => perSecond);
    const cells = [
      strategy.name,
      `${rate.median.toFixed(0)} (${rate.min.toFixed(0)} to ${rate.max.toFixed(0)})`,
      `${of(({ cpuMicros }) => cpuMicros).median.toFixed(0)} µs`,
      `${of(({ delayP99 }) => delayP99).median.toFixed(1)} ms`,
      `${of(({ delayMax }) => delayMax).median.toFixed(1)} ms`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  for (const { close, keeper } of all) {
    await close();
    keeper.close();
  }
  rmSync(directory, { recursive: true });
}

if (isMainThread) await compare([fullPerWrite, sharedSync, oneTransaction, writerThread]);
else beWriter(workerData as string);

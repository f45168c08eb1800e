import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  dataDirectoryAt,
  replacePrivately,
  syncDirectory,
  UnusableData,
  using,
} from './data-directory.ts';

/** What a snapshot says of itself. */
export interface SnapshotNote {
  /** The program that made it. */
  readonly version: string;
  /** When it was begun, as an ISO date. */
  readonly begun: string;
  readonly tables: readonly {
    readonly table: string;
    readonly rows: number;
    readonly checksum: string;
  }[];
}

const noteName = 'snapshot.json';
const keyName = 'master.key';

/** Files that are made under a temporary name and appear all at once, or not at all. */
export interface Nascent {
  /** Where the database is to be written. */
  readonly databaseFile: string;
  /** Takes back everything; for any time before the end of `complete`. */
  discard(): void;
}

export interface NascentSnapshot extends Nascent {
  /** Adds the note, and the master key if given, and gives the snapshot its name. */
  complete(note: SnapshotNote, masterKey: Buffer | undefined): void;
}

/** Begins a snapshot, a directory (mode 0700) laid out like a data directory. Throws UnusableData. */
export function beginSnapshot(to: string): NascentSnapshot {
  const final = resolve(to);
  const what = `the snapshot ${final}`;
  requireAbsent(final);
  const path = using(what, () => mkdtempSync(`${final}.partial-`));
  return {
    databaseFile: dataDirectoryAt(path).databaseFile,
    discard: () => rmSync(path, { recursive: true, force: true }),
    complete(note, masterKey) {
      replacePrivately(join(path, noteName), `${JSON.stringify(note, null, 2)}\n`);
      if (masterKey) replacePrivately(join(path, keyName), `${masterKey.toString('hex')}\n`);
      requireAbsent(final);
      // Even one that came up this very moment is safe: only an empty directory gives way.
      using(what, () => {
        renameSync(path, final);
        syncDirectory(dirname(final));
      });
    },
  };
}

function requireAbsent(path: string): void {
  if (existsSync(path)) throw new UnusableData(`${path} exists already, and is not overwritten`);
}

export interface Snapshot {
  readonly databaseFile: string;
  readonly note: SnapshotNote;
  /** Where its master key is, if it was made with one. */
  readonly masterKeyFile: string | undefined;
}

/** The snapshot at a path. Throws UnusableData. */
export function snapshotAt(path: string): Snapshot {
  const { used, databaseFile } = dataDirectoryAt(path);
  const noteFile = join(path, noteName);
  const note: SnapshotNote | undefined =
    used && existsSync(noteFile)
      ? using(`the snapshot ${path}`, () => JSON.parse(readFileSync(noteFile, 'utf8')))
      : undefined;
  if (!Array.isArray(note?.tables)) throw new UnusableData(`${path} is not a whole snapshot`);
  const masterKeyFile = join(path, keyName);
  return {
    databaseFile,
    note,
    masterKeyFile: existsSync(masterKeyFile) ? masterKeyFile : undefined,
  };
}

export interface NascentData extends Nascent {
  /** Puts the master key beside it, if given, and gives the database its name. */
  complete(masterKey: Buffer | undefined): void;
}

/** What may lie in a data directory that holds no data: its lock, its key, an interrupted restore. */
const harmless = /^(server\.lock(-journal)?|master\.key(\.partial)?|atelier\.db\.partial.*)$/;

/** Begins to fill a data directory, which must be new or empty but for a master key. Throws UnusableData. */
export function beginRestore(path: string): NascentData {
  const what = `the data directory ${path}`;
  const there = using(what, () => readdirSync(path)).filter((name) => !harmless.test(name));
  if (there.length > 0) {
    throw new UnusableData(`${path} is not empty: it holds ${there.join(', ')}`);
  }
  const { databaseFile } = dataDirectoryAt(path);
  const partial = `${databaseFile}.partial`;
  const discard = () => {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(partial + end, { force: true });
  };
  discard();
  return {
    databaseFile: partial,
    discard,
    complete(masterKey) {
      if (masterKey) replacePrivately(join(path, keyName), `${masterKey.toString('hex')}\n`);
      using(what, () => {
        renameSync(partial, databaseFile);
        syncDirectory(path);
        syncDirectory(dirname(resolve(path)));
      });
    },
  };
}

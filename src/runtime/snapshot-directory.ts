import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  dataDirectoryAt,
  replacePrivately,
  syncDirectory,
  UnusableData,
  using,
} from './data-directory.ts';
import type { CopiedRepository } from './git/index.ts';
import { beginRepositories, removeWhole } from './nascent-repositories.ts';

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
  readonly repositories: readonly CopiedRepository[];
}

const noteName = 'snapshot.json';
const keyName = 'master.key';

/** Files that are made under a temporary name and appear all at once, or not at all. */
export interface Nascent {
  /** Where the database is to be written. */
  readonly databaseFile: string;
  /** The root that the git repositories are to be copied to. */
  readonly repositories: string;
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
  const { databaseFile, repositories } = dataDirectoryAt(path);
  return {
    databaseFile,
    repositories,
    discard: () => removeWhole(path),
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
  readonly repositories: string;
  readonly note: SnapshotNote;
  /** Where its master key is, if it was made with one. */
  readonly masterKeyFile: string | undefined;
}

/** The snapshot at a path. Throws UnusableData. */
export function snapshotAt(path: string): Snapshot {
  const { used, databaseFile, repositories } = dataDirectoryAt(path);
  const noteFile = join(path, noteName);
  const note: SnapshotNote | undefined =
    used && existsSync(noteFile)
      ? using(`the snapshot ${path}`, () => JSON.parse(readFileSync(noteFile, 'utf8')))
      : undefined;
  if (!Array.isArray(note?.tables) || !Array.isArray(note.repositories))
    throw new UnusableData(`${path} is not a whole snapshot`);
  const masterKeyFile = join(path, keyName);
  return {
    databaseFile,
    repositories,
    note,
    masterKeyFile: existsSync(masterKeyFile) ? masterKeyFile : undefined,
  };
}

export interface NascentData extends Nascent {
  /** Puts the repositories and the master key, if given, in place, and gives the database its name. */
  complete(masterKey: Buffer | undefined): void;
}

/** What may lie in a data directory that holds no data: its lock, its key, an interrupted restore. */
const harmless = /^(server\.lock(-journal)?|master\.key(\.partial)?|atelier\.db\.partial.*)$/;

/**
 * Begins to fill a data directory, which must be new or empty but for a master key, and the root of
 * its repositories, which may lie elsewhere and must hold none. Throws UnusableData.
 */
export function beginRestore(path: string, root: string): NascentData {
  const what = `the data directory ${path}`;
  const there = using(what, () => readdirSync(path)).filter(
    (name) => !harmless.test(name) && resolve(path, name) !== resolve(root),
  );
  if (there.length > 0) {
    throw new UnusableData(`${path} is not empty: it holds ${there.join(', ')}`);
  }
  const repositories = beginRepositories(root);
  const { databaseFile } = dataDirectoryAt(path);
  const partial = `${databaseFile}.partial`;
  const discard = () => {
    repositories.discard();
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(partial + end, { force: true });
  };
  discard();
  return {
    databaseFile: partial,
    repositories: repositories.place,
    discard,
    complete(masterKey) {
      if (masterKey) replacePrivately(join(path, keyName), `${masterKey.toString('hex')}\n`);
      repositories.complete();
      using(what, () => {
        renameSync(partial, databaseFile);
        syncDirectory(path);
        syncDirectory(dirname(resolve(path)));
      });
    },
  };
}

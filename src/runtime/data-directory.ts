import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What is wrong with the data directory or the master key, in one line for the operator. */
export class UnusableData extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableData';
  }
}

/** Where things lie in a data directory. */
export interface DataDirectory {
  readonly path: string;
  readonly databaseFile: string;
  /** Where the git repositories lie, unless it is told otherwise. */
  readonly repositories: string;
  /** Whether a database was there already. */
  readonly used: boolean;
}

/** Makes the directory (mode 0700) where it is missing. Throws UnusableData. */
export function openDataDirectory(path: string): DataDirectory {
  using(`the data directory ${path}`, () => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  });
  return dataDirectoryAt(path);
}

/** What lies at the path, or would. */
export function dataDirectoryAt(path: string): DataDirectory {
  const databaseFile = join(path, 'atelier.db');
  const repositories = join(path, 'repositories');
  return { path, databaseFile, repositories, used: existsSync(databaseFile) };
}

const keyBytes = 32;

/**
 * The 32-byte master key in a file of 64 hexadecimal characters. Where `mayCreate`, a missing one
 * is made, mode 0600, and synced before it is used. Throws UnusableData; a key is never remade.
 */
export function masterKey(file: string, mayCreate: boolean): Buffer {
  const what = `the master key ${file}`;
  if (mayCreate && !existsSync(file)) using(what, () => createMasterKey(file));
  if (!existsSync(file)) {
    throw new UnusableData(
      `${what} is missing: without it the stored secret keys cannot be read;` +
        ' put it back, or name it with --master-key-file',
    );
  }
  const text = using(what, () => readFileSync(file, 'utf8')).trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new UnusableData(`${what} is not a key: 64 hexadecimal characters`);
}

/** Makes the key whole or not at all, and only where no other server has just made it. */
function createMasterKey(file: string): void {
  const draft = `${file}.${process.pid}`;
  writePrivately(draft, `${randomBytes(keyBytes).toString('hex')}\n`);
  try {
    linkSync(draft, file);
    syncDirectory(dirname(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** Works on files; a system error is UnusableData, with the name of what cannot be used. */
export function using<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UnusableData(`${what} cannot be used: ${(error as Error).message}`);
  }
}

/**
 * Writes a file that only its owner may read, in place of an earlier one. Throws UnusableData.
 */
export function replacePrivately(file: string, text: string): void {
  using(file, () => writePrivately(file, text));
}

/** Writes a file, mode 0600, and syncs it; under its name it is whole or not there. */
function writePrivately(file: string, text: string): void {
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const fd = openSync(partial, 'wx', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(partial, file);
  syncDirectory(dirname(file));
}

/** Makes what was made or renamed in a directory outlast a power cut. */
export function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

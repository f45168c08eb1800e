import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
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
  /** Whether a database was there already. */
  readonly used: boolean;
}

/** Makes the directory (mode 0700) where it is missing. Throws UnusableData. */
export function openDataDirectory(path: string): DataDirectory {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!statSync(path).isDirectory()) throw new Error('it is not a directory');
  } catch (error) {
    throw new UnusableData(
      `the data directory ${path} cannot be used: ${(error as Error).message}`,
    );
  }
  const databaseFile = join(path, 'atelier.db');
  return { path, databaseFile, used: existsSync(databaseFile) };
}

const keyBytes = 32;

/**
 * The 32-byte master key in a file of 64 hexadecimal characters. Where `mayCreate`, a missing one
 * is made, mode 0600, and synced before it is used. Throws UnusableData; a key is never remade.
 */
export function masterKey(file: string, mayCreate: boolean): Buffer {
  if (!existsSync(file)) {
    if (mayCreate) return createMasterKey(file);
    throw new UnusableData(
      `the master key ${file} is missing: without it the stored secret keys cannot be read;` +
        ' put it back, or name it with --master-key-file',
    );
  }
  const text = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new UnusableData(`the master key ${file} is not a key: 64 hexadecimal characters`);
}

function createMasterKey(file: string): Buffer {
  const key = randomBytes(keyBytes);
  writePrivately(file, `${key.toString('hex')}\n`);
  return key;
}

/** Writes a new file that only its owner may read, and syncs it with its directory entry. */
export function writePrivately(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600);
  writeSync(fd, text);
  fsyncSync(fd);
  closeSync(fd);
  const directory = openSync(dirname(file), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

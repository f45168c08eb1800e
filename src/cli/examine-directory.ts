import { existsSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { freeBytes, syncTime } from '../runtime/disk.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const mebibyte = 1024 * 1024;
/** With less than this free, in bytes, writes are about to fail. */
const tooLittle = 64 * mebibyte;
const little = 1024 * mebibyte;
/** A sync that takes longer, in ms, is what bounds the writes. */
const slowSync = 20;
/** How far a file may seem to lie in the future, in ms, before the clock is in doubt. */
const clockSlack = 2000;

/** The directory as the system sees it: who may use it, its disk, and the clock that stamps it. */
export function examineDirectory(directory: string): Finding[] {
  if (!statSync(directory).isDirectory()) return [noDirectory(directory)];
  return [...access(directory), space(directory), sync(directory), clock(directory)];
}

/** The same where it has the master key to keep and no data. */
export function examineKeyDirectory(directory: string): Finding[] {
  if (!statSync(directory).isDirectory()) return [noDirectory(directory)];
  return [...access(directory), leftDatabase(directory)];
}

function noDirectory(path: string): Finding {
  return failure('data directory', `${path} is a file`, 'name another with --data');
}

function access(directory: string): Finding[] {
  const stats = statSync(directory);
  return [rights(directory, stats), owner(directory, stats), leftCredentials(directory)];
}

function rights(directory: string, { mode }: Stats): Finding {
  const found = `${directory}, mode ${(mode & 0o777).toString(8)}`;
  if ((mode & 0o077) === 0) return ok('data directory', found);
  return warning('data directory', `${found} lets others in`, `chmod 700 ${directory}`);
}

function owner(directory: string, { uid }: Stats): Finding {
  const own = process.getuid?.() ?? uid;
  const found = `user ${uid}`;
  if (own === uid) return ok('owner', found);
  const advice = `run the server and this command as user ${uid}`;
  // Root may do everything, and what it makes the server can then not write.
  return (own === 0 ? warning : failure)('owner', `${directory} is of ${found}`, advice);
}

function leftCredentials(directory: string): Finding {
  const file = join(directory, 'first-credentials.json');
  if (!existsSync(file)) return ok('credentials', 'none lie about');
  return warning('credentials', `${file} holds the first ones`, 'delete it once you have read it');
}

function leftDatabase(directory: string): Finding {
  const file = join(directory, 'atelier.db');
  if (!existsSync(file)) return ok('other data', 'none lies about');
  const advice = 'keep it elsewhere: a server without --database would serve it';
  return warning('other data', `${file} is not what --database holds`, advice);
}

function space(directory: string): Finding {
  const free = freeBytes(directory);
  const found = `${Math.floor(free / mebibyte)} MiB free`;
  if (free >= little) return ok('disk space', found);
  const advice = 'make room: when it is full every write fails';
  return (free < tooLittle ? failure : warning)('disk space', found, advice);
}

function sync(directory: string): Finding {
  try {
    const ms = syncTime(directory);
    const found = `4 KB are on the disk in ${ms.toFixed(2)} ms`;
    if (ms <= slowSync) return ok('disk sync', found);
    return warning('disk sync', found, 'each write waits for one: a faster disk helps most');
  } catch (error) {
    const found = `nothing can be written: ${(error as Error).message}`;
    return failure('disk sync', found, 'see to rights and mount options');
  }
}

function clock(directory: string): Finding {
  const written = ['atelier.db', 'atelier.db-wal'].map(
    (name) => statSync(join(directory, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  const ahead = Math.max(...written) - Date.now();
  const found = new Date().toISOString();
  if (ahead <= clockSlack) return ok('clock', found);
  return failure(
    'clock',
    `${found}, ${Math.ceil(ahead / 1000)} s before the last write`,
    'set it: signatures and tokens go by it',
  );
}

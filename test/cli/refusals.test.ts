import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Credentials, createGroup } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const used = scratchDirectory();
beforeAll(() => printed<Credentials>(['init', '--data', used]));

/** What keeps a server from starting: made in a scratch directory, where `data` holds data. */
interface Obstacle {
  /** What is kept from starting; `serve` alone unless told. */
  readonly commands?: readonly string[];
  set?(scratch: string): void;
  words(scratch: string): readonly string[];
  readonly complaint: RegExp;
}

const data = (scratch: string) => ['--data', join(scratch, 'data')];
const fresh = (scratch: string) => ['--data', join(scratch, 'fresh')];

const everything = ['serve', 'user list'];

const obstacles: Record<string, Obstacle> = {
  'a file in place of the data directory': {
    commands: ['serve', 'init'],
    set: (scratch) => writeFileSync(join(scratch, 'fresh'), ''),
    words: fresh,
    complaint: /data directory \S+fresh cannot be used: /,
  },
  'a data directory under a file': {
    commands: ['serve', 'init'],
    set: (scratch) => writeFileSync(join(scratch, 'fresh'), ''),
    words: (scratch) => ['--data', join(scratch, 'fresh', 'data')],
    complaint: /data directory \S+data cannot be used: /,
  },
  'a directory that the system lets nobody write in': {
    words: () => ['--data', '/proc'],
    complaint: / cannot be used: /,
  },
  'a database of a newer version': {
    commands: everything,
    set: (scratch) => {
      const database = new DatabaseSync(join(scratch, 'data', 'atelier.db'));
      database.exec('PRAGMA user_version = 99');
      database.close();
    },
    words: data,
    complaint: /database has schema version 99, .* newer program/,
  },
  'a file that is no database': {
    commands: everything,
    set: (scratch) => writeFileSync(join(scratch, 'data', 'atelier.db'), 'a text\n'.repeat(1000)),
    words: data,
    complaint: /the database cannot be used: file is not a database/,
  },
  'a missing master key': {
    commands: everything,
    set: (scratch) => rmSync(join(scratch, 'data', 'master.key')),
    words: data,
    complaint: /master key \S+ is missing/,
  },
  'the master key of other data': {
    commands: everything,
    set: (scratch) => writeFileSync(join(scratch, 'data', 'master.key'), 'ab'.repeat(32)),
    words: data,
    complaint: /master key is not the one/,
  },
  'a malformed master key': {
    commands: everything,
    set: (scratch) => writeFileSync(join(scratch, 'data', 'master.key'), 'ab'.repeat(31)),
    words: data,
    complaint: /master key \S+ is not a key: 64 hexadecimal/,
  },
  'a directory in place of the master key': {
    commands: everything,
    set: (scratch) => mkdirSync(join(scratch, 'key')),
    words: (scratch) => [...data(scratch), '--master-key-file', join(scratch, 'key')],
    complaint: /master key \S+ cannot be used: /,
  },
  'an address that is not here': {
    words: (scratch) => [...fresh(scratch), '--host', '192.0.2.1'],
    complaint: /cannot listen on 192\.0\.2\.1/,
  },
  'a host that there is not': {
    words: (scratch) => [...fresh(scratch), '--host', 'not..a..host'],
    complaint: /cannot listen on that host: .*not\.\.a/,
  },
  'a certificate that is none': {
    set: (scratch) => writeFileSync(join(scratch, 'pem'), 'a text'),
    words: (scratch) => {
      const pem = join(scratch, 'pem');
      return [...fresh(scratch), '--tls-cert', pem, '--tls-key', pem];
    },
    complaint: /pem .*cannot be used: /,
  },
  'a certificate that is not there': {
    words: (scratch) => {
      const pem = join(scratch, 'pem');
      return [...fresh(scratch), '--tls-cert', pem, '--tls-key', pem];
    },
    complaint: /pem cannot be \w+: .*no such file/,
  },
};

describe.each(Object.entries(obstacles))('%s', (_name, { commands, set, words, complaint }) => {
  test.concurrent.each(commands ?? ['serve'])(
    'keeps %s from starting, with one clear line',
    async (command) => {
      const scratch = scratchDirectory();
      cpSync(used, join(scratch, 'data'), { recursive: true });
      set?.(scratch);
      const free = command === 'serve' ? ['--port', '0'] : [];
      await refused(scratch, [...command.split(' '), ...free, ...words(scratch)], complaint);
    },
  );
});

test('commands make no data where there are none', async () => {
  const scratch = scratchDirectory();
  const words = ['user', 'list', ...fresh(scratch)];
  await refused(scratch, words, /fresh holds no data yet: start with atelier init or serve/);
});

test('a port in use is named, before anything is made', async () => {
  const scratch = scratchDirectory();
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const words = ['serve', ...fresh(scratch), '--port', String(port)];
  await refused(scratch, words, new RegExp(`port ${port} on 127.0.0.1 is in use: .*--port`));
  other.close();
});

test('a second server on the directory is refused until the first is gone, even by kill -9', async () => {
  const scratch = scratchDirectory();
  const words = data(scratch);
  const credentials = await printed<Credentials>(['init', ...words]);
  const first = await serve(words);
  await refused(scratch, ['serve', '--port', '0', ...words], /another server is using \S+data/);
  expect(await createGroup(first.endpoint, credentials, credentials.project_id)).toBe(201);
  expect(await first.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });

  const second = await serve(words);
  expect(await createGroup(second.endpoint, credentials, credentials.project_id)).toBe(201);
  await second.stop();
});

/** Sees the command end with one line of complaint, and the files in the directory as before. */
async function refused(directory: string, words: readonly string[], complaint: RegExp) {
  const before = filesIn(directory);
  const { code, stdout, stderr } = await atelier(words);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^atelier: .*\n$/);
  expect(stderr).toMatch(complaint);
  expect(filesIn(directory)).toEqual(before);
}

/** Every file and folder with its content; of a database only that it is there, as it may be open. */
function filesIn(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const whole = entry.isFile() && !entry.name.startsWith('atelier.db');
      return [path, whole ? readFileSync(path, 'utf8') : ''];
    }),
  );
}

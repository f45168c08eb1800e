import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newDatabase, type TestDatabase } from '../postgres/database.ts';
import { type Credentials, createGroup } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const data = scratchDirectory();
const secret = 'hush-hush';

let used: TestDatabase;
let empty: TestDatabase;
let root: Credentials;
/** With a password, which the tests' server does not ask for. */
const withPassword = (url: string) => url.replace('atelier@', `atelier:${secret}@`);
const at = ({ url }: TestDatabase) => ['--database', withPassword(url)];
beforeAll(async () => {
  [used, empty] = await Promise.all([newDatabase(), newDatabase()]);
  root = await printed<Credentials>(['init', '--data', data, ...at(used)]);
});
afterAll(() => Promise.all([used.drop(), empty.drop()]));

test('the directory holds the master key alone', () => {
  expect(readdirSync(data)).toEqual(['master.key']);
});

test('environment and configuration file name the database as well, and nothing shows its password', async () => {
  const file = join(scratchDirectory(), 'config.json');
  writeFileSync(file, JSON.stringify({ database: withPassword(used.url) }));
  const surroundings = { env: { ATELIER_DATABASE: withPassword(used.url) } };
  const servers = await Promise.all([
    serve(['--data', data, '--log-level', 'trace'], surroundings),
    serve(['--data', data, '--config', file]),
  ]);
  for (const server of servers) {
    expect(await createGroup(server.endpoint, root, root.project_id)).toBe(201);
    const { code, stdout, stderr } = await server.stop();
    expect(code).toBe(0);
    expect(stdout).toContain('data in postgres://atelier@127.0.0.1:');
    expect(stdout + stderr).not.toContain(secret);
  }
  const listed = await atelier(['user', 'list', '--data', data], surroundings);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining(root.user_name) });
});

test('a second first start is refused', async () => {
  const again = await atelier(['init', '--data', data, ...at(used)]);
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/^atelier: postgres:\/\/atelier@127\.\S+ is in use already\n$/);
});

/** What keeps every command from its work: words, and the one line that says so. */
const obstacles: Record<string, () => Promise<{ words: string[]; complaint: RegExp }>> = {
  'nothing listens there': async () => ({
    words: ['--data', data, '--database', `postgres://me:${secret}@127.0.0.1:1/name`],
    complaint:
      /^atelier: the database postgres:\/\/me@127\.0\.0\.1:1\/name cannot be used: connect ECONNREFUSED /,
  }),
  'there is no such database': async () => ({
    words: ['--data', data, '--database', withPassword(used.url).replace('/postgres?', '/other?')],
    complaint: /cannot be used: database "other" does not exist$/,
  }),
  'it is no URL': async () => ({
    words: ['--data', data, '--database', `me:${secret}@host/name`],
    complaint: /^atelier: --database must be a URL such as postgres:\/\//,
  }),
  'it holds the tables of others': async () => {
    await empty.query('create table if not exists orders (id integer)');
    return {
      words: ['--data', data, ...at(empty)],
      complaint: /^atelier: the database holds tables that are not Atelier's, such as orders: /,
    };
  },
  'the master key is missing': async () => ({
    words: ['--data', scratchDirectory(), ...at(used)],
    complaint: /^atelier: the master key \S+ is missing: /,
  }),
  'the master key is another': async () => {
    const other = scratchDirectory();
    writeFileSync(join(other, 'master.key'), '0'.repeat(64));
    return {
      words: ['--data', other, ...at(used)],
      complaint: /^atelier: the master key is not the one that this data was sealed with$/,
    };
  },
};

test.each(Object.entries(obstacles))(
  'one line says that %s',
  { timeout: 60_000 },
  async (_name, set) => {
    const { words, complaint } = await set();
    const commands = [['serve', '--port', '0'], ['init'], ['user', 'list']];
    const ends = await Promise.all(commands.map((command) => atelier([...command, ...words])));
    for (const { code, stdout, stderr } of ends) {
      expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({
        code: 1,
        stdout: '',
        lines: 2,
      });
      expect(stderr.trimEnd()).toMatch(complaint);
      expect(stderr).not.toContain(secret);
    }
  },
);

test('a database of a newer version is refused', async () => {
  await used.query('insert into atelier_schema values (99, 99)');
  const { code, stderr } = await atelier(['serve', '--port', '0', '--data', data, ...at(used)]);
  await used.query('delete from atelier_schema where version = 99');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^atelier: the database has schema version 99, and this program knows \d+: .*\n$/,
  );
});

test('commands that need data say where there is none', async () => {
  const place = await newDatabase();
  const directory = scratchDirectory();
  const { code, stderr } = await atelier(['user', 'list', '--data', directory, ...at(place)]);
  await place.drop();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^atelier: postgres:\S+ holds no data yet: start with atelier init or serve\n$/,
  );
  expect(existsSync(join(directory, 'master.key'))).toBe(false);
});

test('commands on the files of a directory are refused', async () => {
  for (const words of [
    ['snapshot', '--to', join(data, 'copy')],
    ['restore', '--from', data],
    ['move-store', '--to', empty.url],
  ]) {
    const { code, stderr } = await atelier([...words, '--data', data, ...at(used)]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^atelier: this command is for a data directory, [^\n]+\n$/),
    });
  }
});

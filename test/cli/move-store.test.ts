import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { addressOf, GitClient } from '../git/git-client.ts';
import { newDatabase, type TestDatabase } from '../postgres/database.ts';
import { type Credentials, createGroup, logIn } from './calls.ts';
import { atelier, bin, printed, scratchDirectory, serve, start } from './command.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const git = new GitClient();
afterAll(() => git.close());

interface MovedTable {
  readonly table: string;
  readonly rows: number;
  readonly checksum: string;
  readonly replaced: number;
}

const scratch = scratchDirectory();
const at = (name: string) => join(scratch, name);
const data = at('data');
const line = (said: string) => new RegExp(`^atelier: [^\\n]*${said}[^\\n]*\\n$`);

const databases: TestDatabase[] = [];
async function emptyDatabase(): Promise<TestDatabase> {
  const database = await newDatabase();
  databases.push(database);
  return database;
}
afterEach(() => Promise.all(databases.splice(0).map((database) => database.drop())));

/** A database with the tables and nothing in them. */
async function emptyTables(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  const { stderr } = await atelier(['user', 'list', '--data', data, '--database', database.url]);
  expect(stderr).toMatch(line('holds no data yet'));
  return database;
}

const moving = (from: string, { url }: Pick<TestDatabase, 'url'>) => [
  'move-store',
  '--data',
  from,
  '--to',
  url,
];

/** A copy of the data that a test may spoil. */
function copy(name: string): string {
  cpSync(data, at(name), { recursive: true });
  return at(name);
}

let root: Credentials;
let token: string;
/** The number of the last repository group, which is gone since. */
let lastNumber: number;
/** What was shown from the directory, by path. */
let shown: ReadonlyMap<string, string>;

async function sent(endpoint: string, method: string, path: string, body?: object) {
  const response = await fetch(`${endpoint}${path}`, {
    method,
    headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return { text, total: response.headers.get('x-total') };
}

/** All lists, as text but for the address that the server has this time. */
async function lists(endpoint: string): Promise<Map<string, string>> {
  const { project_id: project } = root;
  const found = new Map<string, string>();
  for (const path of [
    `/v1/job/${project}/group/tree`,
    '/v4/groups/list?order_by=id',
    '/v4/groups/list?order_by=name&sort=asc',
    `/v4/projects/${project}/subgroups-and-repositories`,
    '/v4/projects?offset=0&limit=10',
    `/v4/projects/${project}/members?offset=0&limit=10`,
    '/v3/projects',
    '/v3/auth/domains',
  ]) {
    const { text, total } = await sent(endpoint, 'GET', path);
    found.set(path, `${total} ${text.replaceAll(endpoint, '')}`);
  }
  return found;
}

/** What operators are shown. */
async function records(place: readonly string[]): Promise<unknown[]> {
  const told: unknown[] = [];
  for (const words of [['user'], ['key'], ['policy'], ['member', root.project_id]]) {
    told.push(await printed([words[0]!, 'list', ...words.slice(1), ...place]));
  }
  return told;
}

beforeAll(async () => {
  const place = ['--data', data];
  root = await printed<Credentials>(['init', ...place]);
  const { project_id: project } = root;
  const statement = { Effect: 'Allow', Action: ['codeartsrepo:*:*'] };
  writeFileSync(at('policy.json'), JSON.stringify({ Version: '5.0', Statement: [statement] }));
  for (const words of [
    ['user', 'create', 'zoe'],
    ['user', 'create', 'Aaron'],
    ['key', 'create', 'zoe'],
    ['policy', 'create', 'groups', at('policy.json')],
    ['policy', 'attach', 'groups', 'zoe'],
    ['member', 'add', project, 'Aaron', '4'],
  ]) {
    await printed([...words, ...place]);
  }

  const server = await serve(place);
  const { endpoint } = server;
  ({ token } = await logIn(endpoint, root));
  const made = async (path: string, body: object) =>
    JSON.parse((await sent(endpoint, 'POST', path, body)).text);
  const repoGroup = async (of: string, name: string, parent_id?: number) => {
    const body = { name, parent_id, description: `${name} \u{1F600} \\ "` };
    lastNumber = (await made(`/v4/${of}/groups`, body)).id;
    return lastNumber;
  };
  for (const name of ['b', 'B2', 'a_', 'a-b', 'A.c', '_']) {
    await repoGroup(project, 'below', await repoGroup(project, name));
  }
  for (const name of ['b', 'B', 'a_', '\u597D', '\u{20000}', '\uFA0E']) {
    const { result } = await made(`/v1/job/${project}/group/create`, { name });
    await made(`/v1/job/${project}/group/create`, { name, parent_id: result[0].id });
  }
  await made('/v1/repositories', { project_uuid: project, name: 'engine', enable_readme: 1 });
  const other = await made('/v4/project', { project_name: 'Other', project_type: 'scrum' });
  await repoGroup(other.project_id, 'elsewhere');
  await repoGroup(project, 'last');
  await sent(endpoint, 'DELETE', `/v4/${project}/groups/${lastNumber}`);
  shown = await lists(endpoint);
  expect(await server.stop()).toMatchObject({ code: 0 });
});

test('a server on the database shows the same and goes on where the other ended', async () => {
  const database = await emptyDatabase();
  const told = await records(['--data', data]);
  const before = readFileSync(join(data, 'atelier.db'));
  const moved = await printed<MovedTable[]>(moving(data, database));
  expect(readFileSync(join(data, 'atelier.db')).equals(before)).toBe(true);
  const source = new DatabaseSync(join(data, 'atelier.db'), { readOnly: true });
  for (const { table, rows, checksum, replaced } of moved) {
    expect({ checksum, replaced }).toEqual({
      checksum: expect.stringMatching(/^\w{64}$/),
      replaced: 0,
    });
    const counted = (from: string) => `select count(*) as n from ${from}`;
    if (table === 'sequences') continue;
    expect(source.prepare(counted(table)).get()).toEqual({ n: rows });
    expect(await database.query(counted(table))).toEqual([{ n: String(rows) }]);
  }
  source.close();
  expect(moved.find(({ table }) => table === 'nodes')?.rows).toBe(26);

  const place = ['--data', data, '--database', database.url];
  const server = await serve(place);
  const { endpoint } = server;
  expect(await lists(endpoint)).toEqual(shown);
  expect(await records(place)).toEqual(told);
  // Of the same user, by the key in place of the token.
  expect(await createGroup(endpoint, root, root.project_id)).toBe(201);
  const listed = JSON.parse((await sent(endpoint, 'GET', '/v4/groups/list?order_by=id')).text);
  const numbers = listed.map(({ id }: { id: number }) => id);
  expect(Math.max(...numbers)).toBe(lastNumber + 1);
  expect(new Set(numbers).size).toBe(numbers.length);
  const tree = `/v1/job/${root.project_id}/group`;
  await sent(endpoint, 'POST', `${tree}/create`, { name: 'after' });
  const [first, second] = JSON.parse((await sent(endpoint, 'GET', `${tree}/tree`)).text).result;
  expect(first).toMatchObject({ name: 'after', ordinal: second.ordinal + 1 });
  // A third tree, a third project, and a fourth user, which take the next number each.
  const project = { project_name: 'Third', project_type: 'scrum' };
  const { project_id } = JSON.parse((await sent(endpoint, 'POST', '/v4/project', project)).text);
  expect(await createGroup(endpoint, root, project_id)).toBe(201);
  await printed(['user', 'create', 'later', ...place]);
  await printed(['key', 'create', 'later', ...place]);
  const address = addressOf(endpoint, `${root.project_id}/engine`, root.domain_name, root.password);
  const clone = git.newPlace();
  await git.run(git.place, 'clone', '-q', address, clone);
  await git.commit(clone, 'after');
  await git.run(clone, 'push', '-q', 'origin', 'HEAD');
  const rest = (column: string, table: string) =>
    database.query(`select count(*) - count(distinct ${column}) as n from ${table}`);
  for (const table of ['users', 'projects'])
    expect(await rest('number', table)).toEqual([{ n: '0' }]);
  expect(await server.stop()).toMatchObject({ code: 0 });
});

test('what is in the log of a killed server is moved, too', async () => {
  const killed = copy('killed');
  const server = await serve(['--data', killed]);
  expect(await createGroup(server.endpoint, root, root.project_id)).toBe(201);
  await server.stop('SIGKILL');
  const moved = await printed<MovedTable[]>(moving(killed, await emptyDatabase()));
  expect(moved.find(({ table }) => table === 'nodes')?.rows).toBe(27);
});

/** Waits until the query has an answer. */
async function until(query: () => Promise<{ length: number }>): Promise<void> {
  while ((await query()).length === 0) await sleep(5);
}

const halfways = {
  'the tables are made': [emptyDatabase, 'create table audit ()'],
  'rows are copied': [emptyTables, 'lock table audit in share mode'],
} as const;

test.each(
  Object.entries(halfways).flatMap(([when, [target, hold]]) =>
    (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).map((signal) => ({ signal, when, target, hold })),
  ),
)('$signal while $when leaves nothing there', async ({ signal, target, hold }) => {
  const database = await target();
  const tables = () =>
    database.query(
      'select relname from pg_class where relnamespace = current_schema()::regnamespace',
    );
  const before = await tables();
  const source = copy(`${signal} ${hold}`);
  const holder = new pg.Client(database.url);
  await holder.connect();
  await holder.query(`begin; ${hold}`);
  const mark = `move-${process.pid}-${signal}`;
  const running = start(moving(source, { url: `${database.url}&application_name=${mark}` }));
  const backend = `from pg_stat_activity where application_name = '${mark}'`;
  await until(() => database.query(`select ${backend} and wait_event_type = 'Lock'`));
  running.process.kill(signal);
  expect(await running.ended).toMatchObject({ code: null, signal });
  await holder.query('rollback');
  await holder.end();
  await until(() => database.query(`select where not exists (select ${backend})`));

  expect(await tables()).toEqual(before);
  if (before.length > 0) expect(await database.query('select from nodes')).toEqual([]);
  const moved = await printed<MovedTable[]>(moving(source, database));
  expect(moved.find(({ table }) => table === 'nodes')?.rows).toBe(26);
  const server = await serve(['--data', source]);
  expect(await lists(server.endpoint)).toEqual(shown);
  await server.stop();
});

/** What keeps the data from being moved: words in place of the usual, and the line that says so. */
const obstacles: Record<string, () => Promise<{ words: string[]; said: string }>> = {
  'the directory holds no data': async () => ({
    words: moving(at('none'), await emptyDatabase()),
    said: 'none holds no data to move',
  }),
  'the master key is another': async () => {
    const from = copy('other-key');
    writeFileSync(join(from, 'master.key'), '0'.repeat(64));
    return { words: moving(from, await emptyDatabase()), said: 'the master key is not the one' };
  },
  'the target is no URL': async () => ({
    words: ['move-store', '--data', data, '--to', data],
    said: '--to must be a URL such as postgres://',
  }),
  'the source is a database': async () => {
    const database = await emptyDatabase();
    return {
      words: [...moving(data, database), '--database', database.url],
      said: 'this command is for a data directory, and --database names PostgreSQL',
    };
  },
  'nothing listens there': async () => ({
    words: ['move-store', '--data', data, '--to', 'postgres://me:hush@127.0.0.1:1/name'],
    said: 'the database postgres://me@127.0.0.1:1/name cannot be used: connect ECONNREFUSED',
  }),
  'it holds the tables of others': async () => {
    const database = await emptyDatabase();
    await database.query('create table orders (id integer)');
    return { words: moving(data, database), said: "tables that are not Atelier's, such as orders" };
  },
  'it holds data already': async () => {
    const database = await emptyDatabase();
    await printed(['init', '--data', at('init'), '--database', database.url]);
    return { words: moving(data, database), said: 'holds data of Atelier already' };
  },
  'it is of a newer version': async () => {
    const database = await emptyTables();
    await database.query('insert into atelier_schema values (99, 99)');
    return { words: moving(data, database), said: 'use the newer program that wrote it' };
  },
  'it keeps something else than it is given': async () => {
    const database = await emptyTables();
    await database.query(`create function other() returns trigger language plpgsql as
      $$ begin new.description := 'other'; return new; end $$`);
    await database.query(
      'create trigger other before insert on nodes for each row execute function other()',
    );
    return { words: moving(data, database), said: 'the table nodes did not arrive as it was' };
  },
  'it refuses a row': async () => {
    const database = await emptyTables();
    await database.query('alter table audit add check (length(action) < 3)');
    return { words: moving(data, database), said: 'cannot be used: .*violates check constraint' };
  },
};

test.each(Object.entries(obstacles))('one line says that %s', async (_name, set) => {
  const { words, said } = await set();
  const { code, stdout, stderr } = await atelier(words);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(line(said));
  for (const database of databases) {
    const tables = await database.query(
      `select from pg_class where relnamespace = current_schema()::regnamespace and relname = 'nodes'`,
    );
    if (tables.length > 0) expect(await database.query('select from nodes')).toEqual([]);
  }
});

test('data that a server holds is not moved', async () => {
  const served = copy('served');
  const server = await serve(['--data', served]);
  const refused = await atelier(moving(served, await emptyDatabase()));
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(line('another server is using')),
  });
  await server.stop();
});

test('U+0000, which PostgreSQL has not, is replaced and told', async () => {
  const odd = copy('odd');
  const database = new DatabaseSync(join(odd, 'atelier.db'));
  database.exec("update nodes set description = 'a' || char(0) || 'b' where name = 'below'");
  database.close();
  const target = await emptyDatabase();
  const { code, stdout } = await atelier(moving(odd, target));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^But for U\+0000, .* U\+FFFD there: in 6 rows of nodes\.$/m);
  const kept = await target.query(
    "select distinct description as d from nodes where name = 'below'",
  );
  expect(kept).toEqual([{ d: 'a\uFFFDb' }]);
});

test('on a terminal progress is one line that is written anew', async () => {
  const database = await emptyDatabase();
  const words = [process.execPath, bin, ...moving(data, database)];
  const spawn = `import pty, sys; sys.exit(pty.spawn(sys.argv[1:]))`;
  const said = execFileSync('python3', ['-c', spawn, ...words], { encoding: 'utf8' });
  const lines = said.trimEnd().split('\r\n');
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(/^\rcopied (\d+) of \1 rows/),
    expect.stringMatching(/^\rread back (\d+) of \1 rows/),
  ]);
  expect(lines.at(-2)).toContain(`holds the same as ${data}, table by table.`);
});

import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '../postgres/server.ts';
import { type Credentials, call } from './calls.ts';
import { atelier, bin, printed, type Surroundings, scratchDirectory, serve } from './command.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'failure';
  readonly found: string;
  readonly advice?: string;
}

const scratch = scratchDirectory();
const healthy = join(scratch, 'healthy');

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  await execute('postgres', 'create database healthy');
  const place = ['--data', healthy, '--database', postgres.url('healthy')];
  const root = await printed<Credentials>(['init', ...place]);
  const server = await serve(place);
  for (const body of [{ name: 'top' }, { name: 'below', parent_id: 1 }]) {
    const values = { project_id: root.project_id };
    expect((await call(server.endpoint, root, 'createGroup', values, body)).status).toBe(201);
  }
  await server.stop();
});
afterAll(() => postgres.stop());

async function execute(database: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client(postgres.url(database));
  await client.connect();
  let rows: unknown[] = [];
  for (const statement of statements) ({ rows } = await client.query(statement));
  await client.end();
  return rows;
}

/** A copy of the healthy data and its key, which a test may spoil. */
interface Place {
  readonly name: string;
  readonly data: string;
}

async function copy(name: string): Promise<Place> {
  await execute('postgres', `create database ${name} template healthy`);
  const data = join(scratch, name);
  cpSync(healthy, data, { recursive: true });
  chmodSync(data, 0o700);
  return { name, data };
}

async function examined({ name, data }: Place, options = '', surroundings: Surroundings = {}) {
  const place = ['--data', data, '--database', `${postgres.url(name)}${options}`];
  const { code, stdout, stderr } = await atelier(['doctor', '--json', ...place], surroundings);
  expect(stderr).toBe('');
  return { code, findings: JSON.parse(stdout) as Finding[] };
}

/** All but that the database is far away, as it seems on a busy machine. */
const bad = (findings: readonly Finding[]) =>
  findings.filter(({ state, advice }) => state !== 'ok' && !advice?.includes('bring it nearer'));

test('healthy data is found well, beside a server, and left as it was', async () => {
  const place = await copy('well');
  const server = await serve(['--data', place.data, '--database', postgres.url('well')]);
  const versions = () => execute('well', 'select xmin::text, version from atelier_schema');
  const before = await versions();
  const { code, findings } = await examined(place);
  expect({ code, bad: bad(findings) }).toEqual({ code: 0, bad: [] });
  expect(findings.map(({ check }) => check)).toEqual([
    ...[
      'node',
      'git',
      'data directory',
      'owner',
      'credentials',
      'other data',
      'database',
      'changes',
    ],
    ...['durability', 'texts', 'clock', 'schema', 'master key', 'group trees', 'repositories'],
  ]);
  const found = expect.stringMatching(
    /^postgres:\/\/atelier@127\S+\/well, PostgreSQL [\d.]+, answers in /,
  );
  expect(findings).toContainEqual(expect.objectContaining({ check: 'database', found }));
  expect(await versions()).toEqual(before);
  expect(await server.stop()).toMatchObject({ code: 0 });
});

const onTop = `parent_key % ${2 ** 24} = 0`;

const spoilt: Record<string, { spoil: (place: Place) => unknown; finding: object; code: number }> =
  {
    'a missing key': {
      spoil: ({ data }) => rmSync(join(data, 'master.key')),
      finding: { check: 'master key', found: expect.stringContaining('is missing') },
      code: 1,
    },
    'another key': {
      spoil: ({ data }) => writeFileSync(join(data, 'master.key'), 'ab'.repeat(32)),
      finding: { check: 'master key', found: expect.stringContaining('not the one') },
      code: 1,
    },
    'a database in the directory as well': {
      spoil: ({ data }) => writeFileSync(join(data, 'atelier.db'), ''),
      finding: { check: 'other data', state: 'warning' },
      code: 0,
    },
    'a database of a newer program': {
      spoil: ({ name }) => execute(name, 'insert into atelier_schema values (99, 99)'),
      finding: { check: 'schema', state: 'failure', advice: 'use the newer program' },
      code: 1,
    },
    'nothing in it': {
      spoil: ({ name }) => execute(name, 'drop table atelier_schema'),
      finding: { check: 'schema', found: 'the database holds no data yet' },
      code: 1,
    },
    'a column that sorts otherwise': {
      spoil: ({ name }) => execute(name, 'alter table nodes alter column name type text'),
      finding: { check: 'texts', found: 'not compared by their bytes: nodes.name' },
      code: 1,
    },
    'a group without its parent': {
      spoil: ({ name }) =>
        execute(name, `update nodes set parent_key = parent_key + 50 where not (${onTop})`),
      finding: {
        check: 'group trees',
        found: expect.stringContaining('1 groups without their parent'),
      },
      code: 1,
    },
    'a wrong path': {
      spoil: ({ name }) => execute(name, `update nodes set path = '77.2' where not (${onTop})`),
      finding: { check: 'group trees', found: '1 groups with a wrong path' },
      code: 1,
    },
    'a wrong number of groups': {
      spoil: ({ name }) => execute(name, 'update counts set node_count = 7 where node_count = 2'),
      finding: { check: 'group trees', found: '1 projects with a wrong number of groups' },
      code: 1,
    },
    'a repository without its directory': {
      spoil: ({ name }) =>
        execute(name, `insert into repositories values ('9', '${'a'.repeat(32)}', 'main', 1)`),
      finding: {
        check: 'repositories',
        state: 'failure',
        found: expect.stringContaining(`1 repository (${'a'.repeat(32)}) without files`),
      },
      code: 1,
    },
    'a table that is gone': {
      spoil: ({ name }) => execute(name, 'drop table counts'),
      finding: {
        check: 'database',
        found: expect.stringMatching(/cannot be used: [^\n]*counts[^\n]*$/),
      },
      code: 1,
    },
  };

test.each(Object.entries(spoilt))('%s is told', async (what, { spoil, finding, code }) => {
  const place = await copy(what.replaceAll(' ', '_').replaceAll("'", ''));
  await spoil(place);
  const found = await examined(place);
  expect(bad(found.findings)).toEqual([expect.objectContaining(finding)]);
  expect(found.code).toBe(code);
});

test('an older program tells a newer schema that it may use from one that it may not', async () => {
  const place = await copy('expanded');
  await execute('expanded', 'insert into atelier_schema values (99, 1)');
  const { findings } = await examined(place);
  expect(bad(findings)).toEqual([]);
  expect(findings).toContainEqual({ check: 'schema', state: 'ok', found: 'version 99' });
});

test('a server that takes no changes, or would lose them, is told', async () => {
  const place = { name: 'healthy', data: healthy };
  const standby = await examined(place, '?options=-c%20default_transaction_read_only%3Don');
  expect(bad(standby.findings)).toEqual([expect.objectContaining({ check: 'changes' })]);

  await execute('postgres', 'alter system set full_page_writes = off', 'select pg_reload_conf()');
  const { code, findings } = await examined(place);
  await execute('postgres', 'alter system reset full_page_writes', 'select pg_reload_conf()');
  const found = 'fsync=on, full_page_writes=off, synchronous_commit=on';
  expect(bad(findings)).toEqual([expect.objectContaining({ check: 'durability', found })]);
  expect(code).toBe(1);
});

test('a clock that is an hour off is told', async () => {
  const late = join(scratch, 'late.cjs');
  writeFileSync(late, 'const { now } = Date; Date.now = () => now() - 3_600_000;');
  const launcher = [process.execPath, '--require', late, bin];
  const { code, findings } = await examined({ name: 'healthy', data: healthy }, '', { launcher });
  expect({ code, bad: bad(findings) }).toEqual({
    code: 0,
    bad: [
      expect.objectContaining({
        check: 'clock',
        state: 'warning',
        found: expect.stringMatching(
          /^the database's is (3599\.9|3600\.\d) s ahead of this host's$/,
        ),
      }),
    ],
  });
});

test('a database that cannot be reached is one finding, without its password', async () => {
  const place = ['--data', healthy, '--database', 'postgres://me:hush@127.0.0.1:1/name'];
  const { code, stdout, stderr } = await atelier(['doctor', ...place]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(
    /^failure {2}database {8}the database postgres:\/\/me@127\.0\.0\.1:1\/name cannot/m,
  );
  expect(stdout).not.toContain('hush');
});

import {
  chmodSync,
  cpSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, test } from 'vitest';
import { tokenClient } from '../clients.ts';
import { newRepository } from '../conformance/repo/repositories.ts';
import { type Credentials, call, createGroup, logIn } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'failure';
  readonly found: string;
  readonly advice?: string;
}

/** What the doctor finds, as JSON, and its exit code. */
async function examined(
  data: string,
  ...words: string[]
): Promise<{ code: number | null; findings: Finding[] }> {
  const { code, stdout, stderr } = await atelier(['doctor', '--json', '--data', data, ...words]);
  expect(stderr).toBe('');
  return { code, findings: JSON.parse(stdout) as Finding[] };
}

/** All but that the disk is slow, as it seems on a busy machine. */
const bad = (findings: readonly Finding[]) =>
  findings.filter(({ state, advice }) => state !== 'ok' && !advice?.includes('a faster disk'));

/** Every file of a directory with its content and the time of its last change. */
function stateOf(directory: string): unknown {
  return readdirSync(directory)
    .toSorted()
    .map((name) => {
      const file = join(directory, name);
      if (statSync(file).isDirectory()) return [name, stateOf(file)];
      return [name, statSync(file).mtimeMs, readFileSync(file).toString('base64')];
    });
}

const healthy = join(scratchDirectory(), 'data');
beforeAll(async () => {
  const credentials = await printed<Credentials>(['init', '--data', healthy]);
  const server = await serve(['--data', healthy]);
  const { project_id } = credentials;
  for (const body of [{ name: 'top' }, { name: 'below', parent_id: 1 }]) {
    const made = await call(server.endpoint, credentials, 'createGroup', { project_id }, body);
    expect(made.status).toBe(201);
  }
  const client = tokenClient(server, (await logIn(server.endpoint, credentials)).token);
  ({ uuid } = await newRepository(client, project_id, { name: 'engine', enable_readme: 1 }));
  await server.stop();
});

/** The only repository. */
let uuid: string;
const filesIn = (data: string, of = uuid) => join(data, 'repositories', of.slice(-2), `${of}.git`);

/** A copy of the healthy data that a test may spoil. */
function copy(): string {
  const data = join(scratchDirectory(), 'data');
  cpSync(healthy, data, { recursive: true, preserveTimestamps: true });
  chmodSync(data, 0o700);
  return data;
}

test('healthy data is found well, and left as it was', async () => {
  const data = copy();
  const before = stateOf(data);
  const { code, findings } = await examined(data);
  expect({ code, bad: bad(findings) }).toEqual({ code: 0, bad: [] });
  expect(findings).toContainEqual({
    check: 'server',
    state: 'ok',
    found: 'none is running on this data',
  });
  expect(stateOf(data)).toEqual(before);
});

test('it works beside a running server, which goes on', async () => {
  const data = join(scratchDirectory(), 'data');
  const credentials = await printed<Credentials>(['init', '--data', data]);
  const server = await serve(['--data', data]);
  const create = () => createGroup(server.endpoint, credentials, credentials.project_id);
  expect(await create()).toBe(201);
  const { code, findings } = await examined(data);
  expect({ code, bad: bad(findings) }).toEqual({ code: 0, bad: [] });
  expect(findings).toContainEqual({
    check: 'server',
    state: 'ok',
    found: 'one is running on this data',
  });
  expect(await create()).toBe(201);
  expect(await server.stop()).toMatchObject({ code: 0 });
});

/** Spoils the database by other means than the program's. */
function execute(data: string, sql: string): void {
  const database = new DatabaseSync(join(data, 'atelier.db'));
  database.exec(sql);
  database.close();
}

/** In a key, the number of a node in its tree: 0 stands for the project. */
const numbersPerTree = 2 ** 24;
const onTop = `parent_key % ${numbersPerTree} = 0`;
const ofTree = `key % ${numbersPerTree} = 0`;

const repositories = (state: string, found: string) => ({
  check: 'repositories',
  state,
  found: expect.stringMatching(new RegExp(`^${found}`)),
});

const spoilt: [what: string, spoil: (data: string) => void, finding: object, code: number][] = [
  [
    'a directory that others may enter',
    (data) => chmodSync(data, 0o755),
    { check: 'data directory', state: 'warning', advice: expect.stringContaining('chmod 700') },
    0,
  ],
  [
    'credentials lying about',
    (data) => writeFileSync(join(data, 'first-credentials.json'), '{}', { mode: 0o600 }),
    { check: 'credentials', state: 'warning', advice: expect.stringContaining('delete it') },
    0,
  ],
  [
    'a clock that was set back',
    (data) => utimesSync(join(data, 'atelier.db'), new Date(), new Date(Date.now() + 3600_000)),
    {
      check: 'clock',
      state: 'failure',
      found: expect.stringMatching(/ 3\d\d\d s before the last/),
    },
    1,
  ],
  [
    'a missing key',
    (data) => rmSync(join(data, 'master.key')),
    { check: 'master key', state: 'failure', found: expect.stringContaining('is missing') },
    1,
  ],
  [
    'another key',
    (data) => writeFileSync(join(data, 'master.key'), 'ab'.repeat(32)),
    { check: 'master key', state: 'failure', found: expect.stringContaining('not the one') },
    1,
  ],
  [
    'a key that others may read',
    (data) => chmodSync(join(data, 'master.key'), 0o644),
    { check: 'master key', state: 'failure', advice: expect.stringContaining('chmod 600') },
    1,
  ],
  [
    'no database',
    (data) => rmSync(join(data, 'atelier.db')),
    { check: 'database', state: 'failure', advice: expect.stringContaining('atelier init') },
    1,
  ],
  [
    'something else in its place',
    (data) => writeFileSync(join(data, 'atelier.db'), 'no database at all'.repeat(100)),
    { check: 'database', state: 'failure', advice: expect.stringContaining('restore a backup') },
    1,
  ],
  [
    'damaged pages',
    (data) => {
      const size = statSync(join(data, 'atelier.db')).size;
      const fd = openSync(join(data, 'atelier.db'), 'r+');
      for (let at = 4096; at < size; at += 4096) writeSync(fd, Buffer.alloc(64, 0xff), 0, 64, at);
    },
    { check: 'database', state: 'failure', advice: expect.stringContaining('restore a backup') },
    1,
  ],
  [
    'a database of a newer program',
    (data) => execute(data, 'PRAGMA user_version = 99'),
    { check: 'schema', state: 'failure', advice: 'use the newer program' },
    1,
  ],
  [
    'a group without its parent',
    (data) => execute(data, `UPDATE nodes SET parent_key = parent_key + 50 WHERE NOT ${onTop}`),
    { check: 'group trees', found: expect.stringContaining('1 groups without their parent') },
    1,
  ],
  [
    'a wrong path',
    (data) => execute(data, `UPDATE nodes SET path = '77.2' WHERE NOT ${onTop}`),
    { check: 'group trees', found: '1 groups with a wrong path' },
    1,
  ],
  [
    'a wrong path at the top',
    (data) => execute(data, `UPDATE nodes SET path = '77' WHERE type = 0 AND ${onTop}`),
    { check: 'group trees', found: expect.stringContaining('2 groups with a wrong path') },
    1,
  ],
  [
    'a wrong number of children',
    (data) => execute(data, `UPDATE counts SET child_count = 2 WHERE NOT ${ofTree}`),
    { check: 'group trees', found: '1 groups with a wrong number of children' },
    1,
  ],
  [
    'a wrong number of groups',
    (data) => execute(data, `UPDATE counts SET node_count = 1 WHERE ${ofTree}`),
    { check: 'group trees', found: '1 projects with a wrong number of groups' },
    1,
  ],
  [
    'a wrong number at the top',
    (data) => execute(data, `UPDATE counts SET child_count = 7 WHERE ${ofTree}`),
    { check: 'group trees', found: '1 projects with a wrong number of groups' },
    1,
  ],
  [
    'a tree that is not counted',
    (data) => execute(data, 'DELETE FROM trees'),
    { check: 'group trees', found: '1 projects with a wrong number of groups' },
    1,
  ],
  [
    'a repository without its directory',
    (data) => rmSync(filesIn(data), { recursive: true }),
    repositories('failure', '1 repository \\((\\w{32})\\) without files'),
    1,
  ],
  [
    'a repository without a valid HEAD',
    (data) => writeFileSync(join(filesIn(data), 'HEAD'), 'nowhere\n'),
    repositories('failure', '1 repository .* without files, or without a HEAD'),
    1,
  ],
  [
    'a HEAD that is not the default branch',
    (data) => execute(data, "UPDATE repositories SET default_branch = 'other'"),
    repositories('warning', '1 repository .* HEAD that is not the default branch'),
    0,
  ],
  [
    'a directory that is of no repository, but for one that is to be removed',
    (data) => {
      for (const of of ['a'.repeat(32), 'b'.repeat(32)]) {
        cpSync(filesIn(data), filesIn(data, of), { recursive: true });
      }
      execute(data, `INSERT INTO unneeded_files VALUES ('${'b'.repeat(32)}')`);
    },
    repositories('warning', '1 repository \\(a{32}\\) in .* that the database does not know'),
    0,
  ],
];

test('with --fsck git finds an object that is damaged', async () => {
  const data = copy();
  const whole = await examined(data, '--fsck');
  expect(bad(whole.findings)).toEqual([]);
  expect(whole.findings).toContainEqual(repositories('ok', '1, each whole'));
  const objects = join(filesIn(data), 'objects');
  const names = readdirSync(objects, { recursive: true }) as string[];
  const object = join(objects, names.find((name) => name.length === 41) ?? 'none');
  chmodSync(object, 0o600);
  writeFileSync(object, 'damaged');
  expect(bad((await examined(data)).findings)).toEqual([]);
  const { code, findings } = await examined(data, '--fsck');
  expect(bad(findings)).toEqual([
    expect.objectContaining(repositories('failure', '1 repository .* damaged objects')),
  ]);
  expect(code).toBe(1);
});

test.concurrent.each(spoilt)('%s is told', async (_what, spoil, finding, expected) => {
  const data = copy();
  spoil(data);
  const { code, findings } = await examined(data);
  expect(bad(findings)).toEqual([expect.objectContaining(finding)]);
  expect(code).toBe(expected);
});

test('without a directory it says so, one line a check', async () => {
  const none = join(scratchDirectory(), 'none');
  const { code, stdout, stderr } = await atelier(['doctor', '--data', none]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(/^ok {7}node .*\nok {7}git .*\nfailure {2}data directory .*--data.*\n$/);
});

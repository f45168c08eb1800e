import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { openFileStore } from '../../src/storage/index.ts';
import { atOnce, loggedIn } from '../concurrency/client.ts';
import { compiledFaults, faultsUnder } from '../crash/disk-faults.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { type Credentials, call, createGroup, logIn } from './calls.ts';
import { atelier, bin, printed, scratchDirectory, serve, start } from './command.ts';

vi.setConfig({ testTimeout: 60_000 });

const scratch = scratchDirectory();
const at = (name: string) => join(scratch, name);
const line = (said: string) => new RegExp(`^atelier: [^\\n]*${said}[^\\n]*\\n$`);

/** A data directory with a group in it. */
async function newData(name: string): Promise<Credentials> {
  const root = await printed<Credentials>(['init', '--data', at(name)]);
  const server = await serve(['--data', at(name)]);
  expect(await createGroup(server.endpoint, root, root.project_id)).toBe(201);
  await server.stop();
  return root;
}

/** What a command that must succeed says. */
async function done(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await atelier(words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

test('under load it has everything that was answered before it began, and is served', async () => {
  const root = await printed<Credentials>(['init', '--data', at('busy')]);
  const server = await serve(['--data', at('busy')]);
  const { project_id: projectId, domain_id: domainId } = root;
  const login = { ...root, domainName: root.domain_name, userName: root.user_name };
  const send = await loggedIn(server.endpoint, login);
  const { token } = await logIn(server.endpoint, root);

  const answered: string[] = [];
  let busy = true;
  const load = atOnce(8, async (client) => {
    for (let i = 0; busy; i += 1) {
      const name = `group-${client}-${i}`;
      expect((await send('POST', `/v4/${projectId}/groups`, { name })).status).toBe(201);
      answered.push(name);
    }
  });
  while (answered.length < 200) await new Promise(setImmediate);
  const before = answered.length;
  await done('snapshot', '--data', at('busy'), '--to', at('copy'), '--with-master-key');
  const after = answered.length;
  busy = false;
  await load;
  await server.stop();
  // The writers went on meanwhile.
  expect(after).toBeGreaterThan(before);

  await done('restore', '--data', at('again'), '--from', at('copy'));
  expect(statSync(join(at('again'), 'master.key')).mode & 0o777).toBe(0o600);
  const store = openFileStore(join(at('again'), 'atelier.db'));
  const kind = treeKinds(defaultTreeLimits).repositoryGroup;
  const tree = { domainId, projectId };
  const nodes = await store.read(({ tree: records }) =>
    records.listTree({ ...tree, kind: kind.name }),
  );
  expect(await treeFaults(store, kind, tree)).toEqual([]);
  await store.close();
  const restored = new Set(nodes.map(({ name }) => name));
  expect(answered.slice(0, before).filter((name) => !restored.has(name))).toEqual([]);

  const again = await serve(['--data', at('again')]);
  expect(await createGroup(again.endpoint, root, projectId)).toBe(201);
  expect(
    (await call(again.endpoint, { token }, 'showProject', { project_id: projectId })).status,
  ).toBe(200);
  expect((await logIn(again.endpoint, root)).status).toBe(201);
  await again.stop();
});

describe('with a snapshot', () => {
  let root: Credentials;
  beforeAll(async () => {
    root = await newData('data');
    await done('snapshot', '--data', at('data'), '--to', at('plain'));
  });

  test('the master key is in it only when asked for, and nobody else may read it', async () => {
    expect(readdirSync(at('plain')).sort()).toEqual(['atelier.db', 'snapshot.json']);
    expect(statSync(at('plain')).mode & 0o777).toBe(0o700);
    await done('snapshot', '--data', at('data'), '--to', at('with-key'), '--with-master-key');
    const key = join(at('with-key'), 'master.key');
    expect(readFileSync(key, 'utf8')).toBe(readFileSync(join(at('data'), 'master.key'), 'utf8'));
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });

  test('what is there is never overwritten', async () => {
    const taken = await atelier(['snapshot', '--data', at('data'), '--to', at('plain')]);
    expect(taken).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line('plain exists already')),
    });
    const words = ['restore', '--data', at('data'), '--from', at('plain')];
    expect(await atelier(words)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line('data is not empty: it holds atelier.db')),
    });
    const server = await serve(['--data', at('data')]);
    expect(await createGroup(server.endpoint, root, root.project_id)).toBe(201);
    expect(await atelier(words)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line('another server is using')),
    });
    await server.stop();
  });

  test('the key is the one in place or the one named, and must be the right one', async () => {
    const key = join(at('data'), 'master.key');
    const other = at('other.key');
    writeFileSync(other, '0'.repeat(64));
    const restore = (to: string, ...words: string[]) =>
      atelier(['restore', '--data', at(to), '--from', at('plain'), ...words]);
    expect(await restore('r1')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line('master.key is missing')),
    });
    expect(await restore('r1', '--master-key-file', other)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line('the master key is not the one')),
    });
    expect(readdirSync(at('r1'))).toEqual(['server.lock']);
    // What was refused can be done right in the same place.
    cpSync(key, join(at('r1'), 'master.key'));
    expect(await restore('r1')).toMatchObject({ code: 0, stderr: '' });
    expect(await restore('r2', '--master-key-file', key)).toMatchObject({ code: 0, stderr: '' });
    for (const words of [
      ['--data', at('r1')],
      ['--data', at('r2'), '--master-key-file', key],
    ]) {
      const server = await serve(words);
      expect(await createGroup(server.endpoint, root, root.project_id)).toBe(201);
      await server.stop();
    }
  });

  test.each([
    ['a page', 'the database', (file: string) => scribble(file, 3 * 4096, Buffer.alloc(4096, 7))],
    [
      'a letter that no index has',
      'its table audit is not what it was',
      (file: string) => scribble(file, readFileSync(file).indexOf('group:createGroup'), 'G'),
    ],
    [
      'the version',
      'use the newer program that wrote it',
      (file: string) => scribble(file, 60, Buffer.from([0, 0, 3, 232])),
    ],
    ['the head', 'file is not a database', (file: string) => scribble(file, 0, 'nothing at all')],
  ])('one whose database has changed in %s is refused', async (what, said, change) => {
    const bad = at(`bad ${what}`);
    cpSync(at('plain'), bad, { recursive: true });
    change(join(bad, 'atelier.db'));
    const key = join(at('data'), 'master.key');
    const to = at(`from bad ${what}`);
    const words = ['restore', '--data', to, '--from', bad, '--master-key-file', key];
    expect(await atelier(words)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line(said)),
    });
    expect(readdirSync(to)).toEqual(['server.lock']);
  });

  test('an interruption leaves nothing under the final name', async () => {
    const library = compiledFaults(scratch);
    const key = join(at('data'), 'master.key');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
      // The sync of the copy does not end, so that the signal comes in the midst.
      const faults = faultsUnder(library, at('faults'), scratch);
      faults.hold('otherFiles');
      const broken = async (words: string[]) => {
        const before = faults.begun('otherFiles');
        const running = start(words, { env: faults.env });
        await faults.moreBegun('otherFiles', before);
        running.process.kill(signal);
        expect(await running.ended).toMatchObject({ code: null, signal });
      };
      const to = at(`cut by ${signal}`);
      await broken(['snapshot', '--data', at('data'), '--to', to]);
      expect(existsSync(to)).toBe(false);
      const left = readdirSync(scratch).filter((name) => name.startsWith(`cut by ${signal}.`));
      expect(left.length).toBe(signal === 'SIGKILL' ? 1 : 0);
      await done('snapshot', '--data', at('data'), '--to', to);

      const into = at(`filled after ${signal}`);
      const words = ['restore', '--data', into, '--from', to, '--master-key-file', key];
      await broken(words);
      expect(existsSync(join(into, 'atelier.db'))).toBe(false);
      await done(...words);
      expect(readdirSync(into).sort()).toEqual(['atelier.db', 'server.lock']);
    }
  });

  test('on a terminal progress is one line that is written anew', () => {
    const words = [process.execPath, bin, 'snapshot', '--data', at('data'), '--to', at('shown')];
    const spawn = `import pty, sys; sys.exit(pty.spawn(sys.argv[1:]))`;
    const said = execFileSync('python3', ['-c', spawn, ...words], { encoding: 'utf8' });
    const lines = said.trimEnd().split('\r\n');
    expect(lines).toEqual([
      expect.stringMatching(/^\rcopied ([\d,]+) of \1 bytes/),
      expect.stringMatching(/^\rread back (\d+) of \1 rows/),
      expect.stringMatching(/^Snapshot .* is complete/),
    ]);
  });
});

/** Writes into the midst of a file. */
function scribble(file: string, at: number, bytes: string | Uint8Array): void {
  if (at < 0) throw new Error('nothing to write over');
  const fd = openSync(file, 'r+');
  const data = Buffer.from(bytes);
  writeSync(fd, data, 0, data.length, at);
}

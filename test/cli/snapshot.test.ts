import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { openFileStore } from '../../src/storage/index.ts';
import { tokenClient } from '../clients.ts';
import { atOnce, loggedIn } from '../concurrency/client.ts';
import { newRepository } from '../conformance/repo/repositories.ts';
import { compiledFaults, faultsUnder } from '../crash/disk-faults.ts';
import { addressOf, GitClient } from '../git/git-client.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { type Credentials, call, createGroup, logIn } from './calls.ts';
import { atelier, bin, printed, scratchDirectory, serve, start } from './command.ts';

vi.setConfig({ testTimeout: 60_000 });

const scratch = scratchDirectory();
const at = (name: string) => join(scratch, name);
const line = (said: string) => new RegExp(`^atelier: [^\\n]*${said}[^\\n]*\\n$`);

const git = new GitClient();
afterAll(() => git.close());

/** Where a repository of the first project is cloned from. */
const addressIn = (endpoint: string, root: Credentials, name: string) =>
  addressOf(endpoint, `${root.project_id}/${name}`, root.domain_name, root.password);

/** The directory of a repository, below a data directory or a snapshot. */
const filesOf = (uuid: string, place: string) =>
  join(at(place), 'repositories', uuid.slice(-2), `${uuid}.git`);

interface Data extends Credentials {
  /** Of a repository that was pushed to, and of one with a first commit that the server made. */
  readonly pushed: string;
  readonly made: string;
}

/** A data directory with a group and two repositories in it. */
async function newData(name: string): Promise<Data> {
  const root = await printed<Credentials>(['init', '--data', at(name)]);
  const server = await serve(['--data', at(name)]);
  const { endpoint } = server;
  expect(await createGroup(endpoint, root, root.project_id)).toBe(201);
  const client = tokenClient({ endpoint }, (await logIn(endpoint, root)).token);
  const pushed = await newRepository(client, root.project_id, { name: 'pushed' });
  const made = await newRepository(client, root.project_id, { name: 'made', enable_readme: 1 });
  await git.run(await git.seeded(), 'push', '-q', addressIn(endpoint, root, 'pushed'), 'main');
  await server.stop();
  return { ...root, pushed: pushed.uuid, made: made.uuid };
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

  const client = tokenClient({ endpoint: server.endpoint }, token);
  const worked = await newRepository(client, projectId, { name: 'busy' });
  const deleted = await newRepository(client, projectId, { name: 'deleted' });
  const push = async (seed: string, name: string, ref: string) =>
    git.run(seed, 'push', '-q', addressIn(server.endpoint, root, name), ref);
  const lost = await git.seeded();
  await push(lost, 'deleted', 'main');
  expect((await send('DELETE', `/v1/repositories/${deleted.uuid}`)).status).toBe(200);

  const answered: string[] = [];
  /** Commits and the branches that they were pushed to. */
  const pushed: (readonly [commit: string, branch: string])[] = [];
  let busy = true;
  const pushing = atOnce(2, async (i) => {
    const seed = await git.seeded();
    while (busy) {
      const commit = await git.commit(seed, 'more');
      const branch = `refs/heads/b${i}/${pushed.length % 3}`;
      await push(seed, 'busy', `+main:${branch}`);
      pushed.push([commit, branch]);
    }
  });
  const load = atOnce(8, async (client) => {
    for (let i = 0; busy; i += 1) {
      const name = `group-${client}-${i}`;
      expect((await send('POST', `/v4/${projectId}/groups`, { name })).status).toBe(201);
      answered.push(name);
    }
  });
  while (answered.length < 200 || pushed.length < 8) await sleep(5);
  const before = answered.length;
  const pushedBefore = pushed.length;
  await done('snapshot', '--data', at('busy'), '--to', at('copy'), '--with-master-key');
  const after = answered.length;
  while (pushed.length === pushedBefore) await sleep(5);
  busy = false;
  await Promise.all([load, pushing]);
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

  for (const { uuid } of [worked, deleted]) {
    const found = await git.try(
      filesOf(uuid, 'again'),
      ...own,
      'fsck',
      '--strict',
      '--no-dangling',
    );
    expect(found).toEqual({ code: 0, said: '' });
  }
  const again = await serve(['--data', at('again')]);
  const clone = git.newPlace();
  await git.run(
    scratch,
    'clone',
    '-q',
    '-b',
    'b0/0',
    addressIn(again.endpoint, root, 'busy'),
    clone,
  );
  for (const [commit, branch] of pushed.slice(0, pushedBefore)) {
    const name = branch.replace('refs/heads', 'origin');
    await git.run(clone, 'merge-base', '--is-ancestor', commit, name);
  }
  await git.commit(clone, 'after');
  await git.run(clone, 'push', '-q', 'origin', 'HEAD');
  const sendAgain = await loggedIn(again.endpoint, login);
  const deletions = `/atelier/v1/projects/${projectId}/deleted-repository-groups`;
  const back = await sendAgain('POST', `${deletions}/${deleted.id}/restore`, {});
  expect(back.status).toBe(200);
  const [tip] = (
    await git.run(scratch, 'ls-remote', addressIn(again.endpoint, root, 'deleted'), 'main')
  ).split('\t');
  expect(tip).toBe(await git.run(lost, 'rev-parse', 'HEAD'));
  expect(await createGroup(again.endpoint, root, projectId)).toBe(201);
  expect(
    (await call(again.endpoint, { token }, 'showProject', { project_id: projectId })).status,
  ).toBe(200);
  expect((await logIn(again.endpoint, root)).status).toBe(201);
  await again.stop();
});

describe('with a snapshot', () => {
  let root: Data;
  beforeAll(async () => {
    root = await newData('data');
    await done('snapshot', '--data', at('data'), '--to', at('plain'));
  });

  test('the master key is in it only when asked for, and nobody else may read it', async () => {
    expect(readdirSync(at('plain')).sort()).toEqual([
      'atelier.db',
      'repositories',
      'snapshot.json',
    ]);
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

  type Change = (data: Data, bad: string) => void;
  const damages: [what: string, change: Change][] = [
    ['a pack', ({ pushed }, bad) => scribble(packIn(filesOf(pushed, bad)), 20, '?')],
    ['a loose object', ({ made }, bad) => scribble(looseIn(filesOf(made, bad)), 9, '?')],
    ['an object that is gone', ({ made }, bad) => rmSync(looseIn(filesOf(made, bad)))],
    ['a pack that is gone', ({ pushed }, bad) => rmSync(packIn(filesOf(pushed, bad)))],
    ['a ref', ({ pushed }, bad) => scribble(join(filesOf(pushed, bad), 'packed-refs'), 30, '0000')],
    [
      'a ref that is one too many',
      ({ made }, bad) =>
        writeFileSync(join(filesOf(made, bad), 'refs/heads/x'), `${'1'.repeat(40)}\n`),
    ],
    [
      'its HEAD',
      ({ made }, bad) => writeFileSync(join(filesOf(made, bad), 'HEAD'), 'ref: refs/heads/x\n'),
    ],
    ['all of one', ({ made }, bad) => rmSync(filesOf(made, bad), { recursive: true })],
  ];
  test.each(damages)('a repository that has changed in %s is refused', async (what, change) => {
    const bad = `damaged ${what}`;
    cpSync(at('plain'), at(bad), { recursive: true });
    change(root, bad);
    const key = join(at('data'), 'master.key');
    const [to, elsewhere] = [at(`from damaged ${what}`), at(`elsewhere ${what}`)];
    const place = what === 'a pack' ? ['--repositories', elsewhere] : [];
    const words = ['restore', '--data', to, '--from', at(bad), '--master-key-file', key, ...place];
    expect(await atelier(words)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line(`repository (${root.made}|${root.pushed}) `)),
    });
    expect(readdirSync(to)).toEqual(['server.lock']);
    expect(existsSync(elsewhere)).toBe(false);
  });

  test('repositories may lie elsewhere, there and back', async () => {
    const [data, aside] = [at('divided'), at('aside')];
    cpSync(at('data'), data, { recursive: true });
    renameSync(join(data, 'repositories'), aside);
    // A server that died at a push, and git at a ref.
    const half = join(aside, root.pushed.slice(-2), `${root.pushed}.git`);
    mkdirSync(join(half, 'objects/tmp_objdir-incoming-x/pack'), { recursive: true });
    for (const name of ['refs/heads/main.lock', 'objects/pack/tmp_pack_x', 'HEAD.lock']) {
      writeFileSync(join(half, name), 'half');
    }
    const snapshot = ['snapshot', '--data', data, '--with-master-key'];
    const forgotten = await atelier([...snapshot, '--to', at('forgotten')]);
    expect(forgotten.stderr).toMatch(line('none of 2 repositories .*--repositories'));
    expect(readdirSync(scratch).filter((name) => name.startsWith('forgotten'))).toEqual([]);

    await done(...snapshot, '--to', at('of both'), '--repositories', aside);
    const [to, there] = [at('divided again'), at('aside again')];
    mkdirSync(there);
    mkdirSync(join(there, 'lost+found'));
    const restore = ['restore', '--data', to, '--repositories', there, '--from', at('of both')];
    await done(...restore);
    expect(readdirSync(to).sort()).toEqual(['atelier.db', 'master.key', 'server.lock']);
    const copied = join(there, root.pushed.slice(-2), `${root.pushed}.git`);
    const left = (readdirSync(copied, { recursive: true }) as string[]).filter((name) =>
      /lock|tmp/.test(name),
    );
    expect(left).toEqual([]);
    const findings = await printed<{ check: string; found: string; state: string }[]>([
      ...['doctor', '--fsck', '--data', to, '--repositories', there],
    ]);
    expect(findings.filter(({ check }) => check === 'repositories')).toEqual([
      { check: 'repositories', state: 'ok', found: '2, each whole' },
    ]);
    const other = ['restore', '--data', at('third'), '--repositories', there];
    expect(await atelier([...other, '--from', at('of both')])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(line('aside again holds repositories already')),
    });
  });

  test('a repository without files is told, and everything else is there', async () => {
    cpSync(at('data'), at('holed'), { recursive: true });
    rmSync(filesOf(root.made, 'holed'), { recursive: true });
    const made = await atelier(['snapshot', '--data', at('holed'), '--to', at('with a hole')]);
    expect(made).toMatchObject({
      code: 0,
      stderr: `1 repository (${root.made}) had no files: deleted for good meanwhile, or missing before.\n`,
    });
    const key = join(at('data'), 'master.key');
    const restore = ['restore', '--data', at('holed again'), '--from', at('with a hole')];
    expect(await atelier([...restore, '--master-key-file', key])).toMatchObject({
      code: 0,
      stderr: `1 repository (${root.made}) had no files when it was made.\n`,
    });
    expect(existsSync(filesOf(root.pushed, 'holed again'))).toBe(true);
  });

  test('an interruption leaves nothing under the final name', async () => {
    const library = compiledFaults(scratch);
    const key = join(at('data'), 'master.key');
    const faults = faultsUnder(library, at('faults'), scratch);
    const broken = async (signal: NodeJS.Signals, words: string[], far: () => boolean) => {
      const running = start(words, { env: faults.env });
      while (!far()) await sleep(1);
      running.process.kill(signal);
      expect(await running.ended).toMatchObject({ code: null, signal });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
      const to = at(`cut by ${signal}`);
      const partial = () =>
        readdirSync(scratch).filter((name) => name.startsWith(`cut by ${signal}.`));
      const into = at(`filled after ${signal}`);
      const words = ['restore', '--data', into, '--from', to, '--master-key-file', key];
      const databaseThere = () => existsSync(join(into, 'atelier.db'));

      // The sync of the copy of the database does not end, so that the signal comes in the midst.
      faults.hold('otherFiles');
      const begun = faults.begun('otherFiles');
      const atDatabase = () => faults.begun('otherFiles') > begun;
      await broken(signal, ['snapshot', '--data', at('data'), '--to', to], atDatabase);
      expect(existsSync(to)).toBe(false);
      expect(partial().length).toBe(signal === 'SIGKILL' ? 1 : 0);
      for (const name of partial()) rmSync(at(name), { recursive: true });

      // Those of the repositories take their time.
      faults.mend();
      faults.slowSyncs(50);
      const atRepositories = () => partial().some((name) => existsSync(filesOf(root.pushed, name)));
      await broken(signal, ['snapshot', '--data', at('data'), '--to', to], atRepositories);
      expect(existsSync(to)).toBe(false);
      expect(partial().length).toBe(signal === 'SIGKILL' ? 1 : 0);
      await done('snapshot', '--data', at('data'), '--to', to);

      const restoring = join(into, 'repositories/restoring');
      await broken(signal, words, () => existsSync(restoring));
      expect(databaseThere()).toBe(false);
      expect(existsSync(join(into, 'repositories'))).toBe(signal === 'SIGKILL');
      faults.hold('otherFiles');
      const again = faults.begun('otherFiles');
      await broken(signal, words, () => faults.begun('otherFiles') > again);
      expect(databaseThere()).toBe(false);
      await done(...words);
      expect(readdirSync(into).sort()).toEqual(['atelier.db', 'repositories', 'server.lock']);
      expect(existsSync(restoring)).toBe(false);
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
      expect.stringMatching(/copied 2 of 2 repositories/),
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
  closeSync(fd);
}

const own = ['-c', 'safe.directory=*'];

const firstFile = (folder: string, meant: RegExp) => {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const file = join(folder, names.find((name) => meant.test(name)) ?? 'none');
  chmodSync(file, 0o600);
  return file;
};
const packIn = (repository: string) => firstFile(join(repository, 'objects'), /\.pack$/);
const looseIn = (repository: string) => firstFile(join(repository, 'objects'), /^..\/\w{38}$/);

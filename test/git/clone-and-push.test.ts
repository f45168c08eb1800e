import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, stores, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { cloneAddress, newRepository } from './repositories.ts';

const git = new GitClient();
afterAll(() => git.close());

describe.each(stores)('git on the %s store', (store) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(store);
  });
  afterAll(() => world.close());

  const facts = (id: string) =>
    world.server.data.store.read(async ({ repositories }) =>
      (await repositories.repositoriesOf([id])).get(id),
    );

  it('clones an empty repository, pushes, clones again and fetches', async () => {
    const repository = await newRepository(world, 'engine', { group: 'machines' });
    const address = cloneAddress(world, repository);
    const empty = git.newPlace();
    expect((await git.try(git.place, 'clone', address, empty)).said).toContain('empty repository');
    expect(await git.run(empty, 'symbolic-ref', 'HEAD')).toBe('refs/heads/master');
    const first = await git.commit(empty, 'first');
    await git.run(empty, 'push', 'origin', 'master');

    const copy = git.newPlace();
    await git.run(git.place, 'clone', '-q', address, copy);
    expect(await git.run(copy, 'rev-parse', 'HEAD')).toBe(first);
    const second = await git.commit(empty, 'second');
    await git.run(empty, 'push', 'origin', 'master');
    await git.run(copy, 'fetch', '-q');
    expect(await git.run(copy, 'rev-parse', 'origin/master')).toBe(second);
  });

  it('notes the push: activity, default branch and the audit', async () => {
    const repository = await newRepository(world, 'noted');
    const seed = await git.seeded('trunk');
    await git.run(seed, 'branch', 'a-side');
    await git.run(seed, 'push', cloneAddress(world, repository), 'trunk', 'a-side:main');
    const after = await facts(repository.id);
    expect(after?.defaultBranch).toBe('main');
    expect(after?.lastActivityAt).toBeGreaterThan(repository.lastActivityAt);
    const head = await git.run(
      git.place,
      'ls-remote',
      '--symref',
      cloneAddress(world, repository),
      'HEAD',
    );
    expect(head).toContain('ref: refs/heads/main');
    const lines = await world.server.data.store.read(({ audit }) =>
      audit.list(
        world.domainId,
        { resource: `repository/${repository.id}` },
        { from: 0, below: 1e9 },
        10,
      ),
    );
    expect(lines.map(({ action, refusal }) => [action, refusal])).toContainEqual([
      'codeartsrepo:repository:pushCode',
      undefined,
    ]);
  });
});

describe('git as a client', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('clones shallow, deepens, and fetches by a filter', async () => {
    const repository = await newRepository(world, 'deep');
    const address = cloneAddress(world, repository);
    const seed = await git.seeded();
    for (const message of ['second', 'third']) await git.commit(seed, message);
    await git.run(seed, 'push', '-q', address, 'main');
    const copy = git.newPlace();
    await git.run(git.place, 'clone', '-q', '--depth', '1', '--filter=blob:none', address, copy);
    expect(await git.run(copy, 'rev-list', '--count', 'HEAD')).toBe('1');
    await git.run(copy, 'fetch', '-q', '--unshallow');
    expect(await git.run(copy, 'rev-list', '--count', 'HEAD')).toBe('3');
    await git.commit(copy, 'fourth');
    await git.run(copy, 'push', '-q', 'origin', 'main');
  });

  it('pushes from a shallow clone', async () => {
    const repository = await newRepository(world, 'shallow');
    const address = cloneAddress(world, repository);
    const seed = await git.seeded();
    await git.commit(seed, 'second');
    await git.run(seed, 'push', '-q', address, 'main');
    const copy = git.newPlace();
    await git.run(git.place, 'clone', '-q', '--depth', '1', address, copy);
    await git.commit(copy, 'third');
    await git.run(copy, 'push', '-q', 'origin', 'HEAD:refs/heads/side');
    expect(await git.run(git.place, 'ls-remote', '--heads', address)).toContain('refs/heads/side');
  });

  it('speaks versions 0 and 1 of the protocol, too', async () => {
    const repository = await newRepository(world, 'old');
    const address = cloneAddress(world, repository);
    const seed = await git.seeded();
    await git.run(seed, '-c', 'protocol.version=0', 'push', '-q', address, 'main');
    for (const version of ['0', '1']) {
      const copy = git.newPlace();
      await git.run(git.place, '-c', `protocol.version=${version}`, 'clone', '-q', address, copy);
      expect(await git.run(copy, 'rev-parse', 'HEAD')).toBe(
        await git.run(seed, 'rev-parse', 'HEAD'),
      );
    }
  });

  it('creates, moves and deletes branches and tags', async () => {
    const repository = await newRepository(world, 'refs');
    const address = cloneAddress(world, repository);
    const seed = await git.seeded();
    await git.run(seed, 'tag', '-a', '-m', 'one', 'v1');
    await git.run(seed, 'push', '-q', address, 'main', 'main:feature/x', 'v1');
    await git.commit(seed, 'second');
    await git.run(seed, 'push', '-q', '--force', address, 'HEAD~1:refs/heads/feature/x', 'main');
    await git.run(seed, 'push', '-q', address, ':feature/x', ':v1');
    expect(await git.run(git.place, 'ls-remote', '--heads', '--tags', address)).toMatch(
      /^[0-9a-f]{40}\trefs\/heads\/main$/,
    );
    const gone = await git.try(seed, 'push', address, ':main');
    expect(gone.said).toContain('deletion of the current branch prohibited');
  });

  it('tells a client in whole what git does not find', async () => {
    const repository = await newRepository(world, 'asked-for-more');
    const address = cloneAddress(world, repository);
    const seed = await git.seeded();
    await git.run(seed, 'push', '-q', address, 'main');
    const unknown = await git.try(seed, 'fetch', address, '1'.repeat(40));
    expect(unknown.said.trim()).toBe(
      `fatal: remote error: upload-pack: not our ref ${'1'.repeat(40)}`,
    );
    const without = await git.try(seed, 'fetch', '--shallow-exclude=nowhere', address, 'main');
    expect(without.said).toContain('HTTP 400');
  });

  it('never makes a branch that is deleted the default one', async () => {
    const repository = await newRepository(world, 'ghost');
    const address = new URL(cloneAddress(world, repository));
    const authorization = `Basic ${btoa(`${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`)}`;
    const zeros = '0'.repeat(40);
    const command = `${zeros} ${zeros} refs/heads/ghost\0report-status`;
    const answer = await fetch(`${world.endpoint}${address.pathname}/git-receive-pack`, {
      method: 'POST',
      headers: { authorization },
      body: `${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`,
    });
    expect(await answer.text()).toContain('ok refs/heads/ghost');
    const after = await world.server.data.store.read(({ repositories }) =>
      repositories.repositoriesOf([repository.id]),
    );
    expect(after.get(repository.id)?.defaultBranch).toBe('master');
  });

  it('leaves one pusher of two the winner, and the other none the wiser about it', async () => {
    const repository = await newRepository(world, 'contested');
    const address = cloneAddress(world, repository);
    const seed = await git.seeded();
    await git.run(seed, 'push', '-q', address, 'main');
    const copies = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const copy = git.newPlace();
        await git.run(git.place, 'clone', '-q', address, copy);
        await git.commit(copy, `by ${i}`);
        return copy;
      }),
    );
    const outcomes = await Promise.all(
      copies.map((copy) => git.try(copy, 'push', 'origin', 'main')),
    );
    const winners = copies.filter((_, i) => outcomes[i]?.code === 0);
    expect(winners).toHaveLength(1);
    const tip = await git.run(git.place, 'ls-remote', address, 'refs/heads/main');
    expect(tip).toContain(await git.run(winners[0] ?? '', 'rev-parse', 'HEAD'));
    for (const { code, said } of outcomes) if (code !== 0) expect(said).toMatch(/rejected/);
  });

  it('takes in what 8 push to branches of their own', async () => {
    const repository = await newRepository(world, 'side-by-side');
    const address = cloneAddress(world, repository);
    const seeds = await Promise.all(Array.from({ length: 8 }, () => git.seeded()));
    await Promise.all(
      seeds.map((seed, i) => git.run(seed, 'push', '-q', address, `main:refs/heads/b${i}`)),
    );
    const heads = await git.run(git.place, 'ls-remote', '--heads', address);
    expect(heads.split('\n')).toHaveLength(8);
    const path = await world.server.data.repositories.pathOf(repository.uuid);
    expect(await git.run(path, '-c', 'safe.directory=*', 'fsck', '--no-dangling')).toBe('');
  });

  it('gives a repository one default branch when several come first', async () => {
    const seed = await git.seeded();
    const tip = await git.run(seed, 'rev-parse', 'HEAD');
    const options = { cwd: seed, input: `${tip}\n` };
    const pack = execFileSync('git', ['pack-objects', '--revs', '--stdout', '-q'], options);
    for (let round = 0; round < 10; round += 1) {
      const repository = await newRepository(world, `several-${round}`);
      const address = cloneAddress(world, repository);
      const { username, password, pathname } = new URL(address);
      const authorization = `Basic ${btoa([username, password].map(decodeURIComponent).join(':'))}`;
      const url = `${world.endpoint}${pathname}/git-receive-pack`;
      const pushes = ['a', 'b', 'c', 'd'].map(async (branch) => {
        const command = `${'0'.repeat(40)} ${tip} refs/heads/${branch}\0report-status`;
        const line = (command.length + 4).toString(16).padStart(4, '0') + command;
        const body = Buffer.concat([Buffer.from(`${line}0000`), pack]);
        const answer = await fetch(url, { method: 'POST', headers: { authorization }, body });
        return answer.text();
      });
      for (const said of await Promise.all(pushes)) expect(said).toContain('ok refs/heads/');
      const head = await git.run(git.place, 'ls-remote', '--symref', address, 'HEAD');
      const known = await world.server.data.store.read(({ repositories }) =>
        repositories.repositoriesOf([repository.id]),
      );
      expect(head).toContain(`ref: refs/heads/${known.get(repository.id)?.defaultBranch}\t`);
    }
  });

  it('leaves nothing of a push that is interrupted', async () => {
    const repository = await newRepository(world, 'interrupted');
    const address = new URL(cloneAddress(world, repository));
    const path = await world.server.data.repositories.pathOf(repository.uuid);
    const authorization = `Basic ${btoa(`${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`)}`;
    const url = `${world.endpoint}${address.pathname}/git-receive-pack`;
    const command = `${'0'.repeat(40)} ${'1'.repeat(40)} refs/heads/main\0report-status`;
    const line = (command.length + 4).toString(16).padStart(4, '0') + command;
    const leave = new AbortController();
    // A pack of a thousand objects, of which the first does not end.
    const pack = Buffer.concat([
      Buffer.from('PACK\0\0\0\x02\0\0\x03\xe8', 'latin1'),
      Buffer.alloc(9),
    ]);
    const body = new ReadableStream({
      async start(stream) {
        stream.enqueue(Buffer.concat([Buffer.from(`${line}0000`), pack]));
        await expect.poll(() => quarantines(path)).toHaveLength(1);
        leave.abort();
      },
    });
    const sent = fetch(url, {
      method: 'POST',
      headers: { authorization },
      body,
      signal: leave.signal,
      duplex: 'half',
    } as RequestInit);
    await expect(sent).rejects.toThrow();
    await expect.poll(() => quarantines(path), { timeout: 15_000 }).toEqual([]);
    expect(await git.run(git.place, 'ls-remote', address.href)).toBe('');
  });
});

const quarantines = (path: string) =>
  readdirSync(join(path, 'objects')).filter((name) => /incoming/.test(name));

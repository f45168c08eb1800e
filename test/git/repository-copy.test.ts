import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  copyRepositories,
  defaultGitLimits,
  GitProgram,
  RepositoryDirectory,
  repositoryPath,
} from '../../src/runtime/git/index.ts';
import { GitClient } from './git-client.ts';

const place = mkdtempSync(join(tmpdir(), 'atelier-copies-'));
const root = join(place, 'repositories');
const program = new GitProgram(defaultGitLimits);
const files = new RepositoryDirectory(program, root);
const git = new GitClient();

afterAll(async () => {
  await program.close();
  git.close();
  rmSync(place, { recursive: true });
});

const uuidOf = (i: number) => String(i).padStart(32, '0');
const own = ['-c', 'safe.directory=*'];

async function expectWhole(path: string): Promise<void> {
  const said = await git.try(path, ...own, 'fsck', '--strict', '--no-dangling');
  expect(said).toEqual({ code: 0, said: '' });
}

it('copies are whole while somebody pushes, repacks and packs refs', {
  timeout: 60_000,
}, async () => {
  const uuid = uuidOf(0);
  await files.create(uuid, { defaultBranch: 'main' });
  const path = await files.pathOf(uuid);
  const seed = await git.seeded();
  const branches = new Map<string, string>();
  let busy = true;
  const working = (async () => {
    for (let i = 0; busy; i += 1) {
      const commit = await git.commit(seed, `${i}`);
      // A name that is a folder of others the next time.
      const branch = i % 2 === 0 ? 'x' : `x/${i % 3}`;
      const former = [...branches.keys()].filter((name) => name.startsWith('x'));
      const refs = [...former.map((name) => `:${name}`), 'main:main'];
      await git.run(seed, 'push', '-q', path, ...refs);
      for (const name of former) branches.delete(name);
      await git.run(seed, 'push', '-q', path, `main:refs/heads/${branch}`);
      branches.set(branch, commit).set('main', commit);
      if (i % 3 === 0) await git.run(path, ...own, 'pack-refs', '--all');
      if (i % 4 === 0) await git.run(path, ...own, 'repack', '-a', '-d', '-q');
    }
  })();
  while (!branches.has('main')) await new Promise(setImmediate);
  try {
    for (let i = 0; i < 8; i += 1) {
      const acknowledged = branches.get('main') ?? '';
      const to = join(place, `copy-${i}`);
      const [copied] = await copyRepositories(root, to, [uuid]);
      expect(copied?.sha256).toMatch(/^\w{64}$/);
      const copy = repositoryPath(to, uuid);
      await expectWhole(copy);
      await git.run(copy, ...own, 'merge-base', '--is-ancestor', acknowledged, 'main');
    }
  } finally {
    busy = false;
    await working;
  }
});

it('what is removed meanwhile is copied whole or not at all', async () => {
  const uuids = Array.from({ length: 40 }, (_, i) => uuidOf(i + 1));
  const first = {
    author: { name: 'Ada', email: 'ada@example.com' },
    at: 0,
    message: 'Begin',
    files: Array.from({ length: 20 }, (_, i) => ({ path: `${i}.txt`, content: `${i}` })),
  };
  for (const uuid of uuids) await files.create(uuid, { defaultBranch: 'main', firstCommit: first });
  const to = join(place, 'removing');
  let begun: () => void = () => undefined;
  const someDone = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const copying = copyRepositories(root, to, uuids, begun);
  await someDone;
  for (const uuid of uuids) await files.remove(uuid);
  const copied = await copying;
  expect(copied.map(({ uuid }) => uuid)).toEqual(uuids);
  const sums = new Set(copied.map(({ sha256 }) => sha256));
  // All are alike, but for those that are gone.
  expect(sums.size).toBe(2);
  for (const { uuid, sha256 } of copied) {
    const path = repositoryPath(to, uuid);
    expect(existsSync(path)).toBe(sha256 !== null);
    if (sha256 !== null) await expectWhole(path);
  }
});

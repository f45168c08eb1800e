import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packsAtMost, smallOnes } from '../../src/runtime/git/pack-joining.ts';
import { seedProperties } from '../properties/random.ts';
import { openWorld, type World } from '../world.ts';
import { GitClient } from './git-client.ts';
import { cloneAddress, newRepository } from './repositories.ts';

seedProperties('pack joining');
const git = new GitClient();
let world: World;
beforeAll(async () => {
  world = await openWorld('memory');
});
afterAll(async () => {
  await world.close();
  git.close();
});

it('many pushes leave few packs, with all that was ever pushed, beside pushes and clones', {
  timeout: 60_000,
}, async () => {
  const { repositories, transport } = world.server.data;
  const repository = await newRepository(world, 'busy');
  const address = cloneAddress(world, repository);
  const path = await repositories.pathOf(repository.uuid);
  const packs = () =>
    readdirSync(join(path, 'objects', 'pack')).filter((file) => file.endsWith('.pack')).length;
  const never = new AbortController().signal;
  const own = ['-c', 'safe.directory=*'];

  const seed = await git.seeded('master');
  const replaced = await git.commit(seed, 'to be replaced');
  await git.run(seed, 'push', '-q', address, 'master');
  await git.run(seed, 'reset', '-q', '--hard', 'HEAD~1');
  await git.run(seed, 'push', '-q', '--force', address, 'master');
  const commits = [replaced];
  const push = async (i: number) => {
    commits.push(await git.commit(seed, `${i}`));
    await git.run(seed, 'push', '-q', address, 'master');
  };
  expect(await transport.tidyUp(never)).toBe(false);
  for (let i = 0; packs() <= packsAtMost; i += 1) await push(i);
  const before = packs();

  const reading = [1, 2, 3].map(() => git.run(git.place, 'clone', '-q', address, git.newPlace()));
  await Promise.all([transport.tidyUp(never), push(-1), ...reading]);
  expect(packs()).toBeLessThanOrEqual(3);
  expect(before).toBeGreaterThan(packsAtMost);

  const fsck = await git.try(path, ...own, 'fsck', '--strict', '--no-dangling');
  expect(fsck).toEqual({ code: 0, said: '' });
  const there = commits.map((commit) => git.run(path, ...own, 'cat-file', '-t', commit));
  expect(new Set(await Promise.all(there))).toEqual(new Set(['commit']));
  const copy = git.newPlace();
  await git.run(git.place, 'clone', '-q', address, copy);
  expect(await git.run(copy, 'rev-parse', 'HEAD')).toBe(commits.at(-1));
  expect(await transport.tidyUp(never)).toBe(false);
});

it('joins what is small, and leaves each that is large beside it alone', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(sizes, (all) => {
      const packs = all.map((bytes, i) => ({ name: String(i), bytes }));
      const joined = new Set(smallOnes(packs));
      const sum = packs.reduce((sum, { name, bytes }) => sum + (joined.has(name) ? bytes : 0), 0);
      const left = packs.filter(({ name }) => !joined.has(name)).map(({ bytes }) => bytes);
      let smaller = sum;
      for (const bytes of left.toSorted((a, b) => a - b)) {
        expect(bytes).toBeGreaterThanOrEqual(2 * smaller);
        smaller += bytes;
      }
      // Nothing goes into a pack of its own.
      expect(joined.size).not.toBe(1);
    }),
  );
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressOf, GitClient } from '../git/git-client.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { bundledServer, startProcess } from './server-process.ts';

const random = randomFrom(printedSeed('kill pushes'));
const git = new GitClient();
const rounds = 3;
const pushers = 4;

let place: string;
let program: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'atelier-kill-pushes-'));
  program = await bundledServer(place);
});
afterAll(() => {
  git.close();
  rmSync(place, { recursive: true });
});

it('no acknowledged push is lost by SIGKILL, and git finds no fault', {
  timeout: 120_000,
}, async () => {
  const data = join(place, 'data');
  let server = await startProcess(program, data, { env: { WITH_REPOSITORY: '1' } });
  const { first, repository } = server;
  if (!first || !repository) throw new Error('the first start makes a repository');
  const folder = join(data, 'repositories', repository.uuid.slice(-2), `${repository.uuid}.git`);
  const seeds = await Promise.all(Array.from({ length: pushers }, () => git.seeded('main')));
  /** The commits that were acknowledged, by branch. */
  const known = new Map<string, string>();
  let cutOff = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { endpoint } = server;
      const address = addressOf(endpoint, repository.path, first.domainName, first.password);
      let acknowledged = 0;
      const working = seeds.map(async (seed, i) => {
        for (;;) {
          const commit = await git.commit(seed, `${round}`);
          const pushed = await git.try(seed, 'push', '-q', address, `main:refs/heads/b${i}`);
          if (pushed.code !== 0) break;
          known.set(`refs/heads/b${i}`, commit);
          acknowledged += 1;
        }
        cutOff += 1;
      });
      while (acknowledged < pushers) await sleep(5);
      await sleep(random.below(100));
      await server.kill();
      await Promise.all(working);

      server = await startProcess(program, data);
      for (const [branch, commit] of known) {
        // What was pushed and not acknowledged may have come in on top of it.
        const lost = await git.try(folder, ...own, 'merge-base', '--is-ancestor', commit, branch);
        expect([branch, commit, lost]).toEqual([branch, commit, { code: 0, said: '' }]);
      }
      const faults = await git.try(folder, ...own, 'fsck', '--full', '--strict', '--no-dangling');
      expect(faults).toEqual({ code: 0, said: '' });
    }
  } finally {
    await server.kill();
  }
  expect(known.size).toBe(pushers);
  expect(cutOff).toBe(rounds * pushers);
});

const own = ['-c', 'safe.directory=*'];

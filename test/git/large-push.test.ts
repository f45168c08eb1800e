import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledServer } from '../crash/server-process.ts';
import { openWorld } from '../world.ts';
import { GitClient } from './git-client.ts';
import { pushLarge } from './large-push.ts';
import { cloneAddress, newRepository, pushed } from './repositories.ts';

const git = new GitClient();
const megabyte = 1024 * 1024;
/** In megabytes. */
const size = 128;
/** What the server may take more of than before, in megabytes: less than what goes through it. */
const growth = 96;

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'atelier-large-'));
});
afterAll(() => {
  git.close();
  rmSync(place, { recursive: true });
});

describe('a large repository', () => {
  it('goes in and out through a server that holds little of it', { timeout: 120_000 }, async () => {
    const program = await bundledServer(place);
    expect(await pushLarge(program, join(place, 'data'), git, size)).toBeLessThan(growth);
  });

  it('may take longer to come in than other requests, as long as it comes', async () => {
    const serving = { requestTimeout: 1, headerTimeout: 1 };
    const world = await openWorld('memory', { serving });
    const repository = await newRepository(world, 'slow');
    const body = new ReadableStream({
      async start(stream) {
        // A push of nothing, a byte at a time.
        for (const byte of '0000') {
          await sleep(800);
          stream.enqueue(Buffer.from(byte));
        }
        stream.close();
      },
    });
    const answer = await pushed(world, repository, body);
    expect(answer.status).toBe(200);
    await world.close();
  });

  it('is refused where it is larger than it may be, and nothing of it stays', async () => {
    const world = await openWorld('memory', { serving: { gitBody: 1 } });
    const repository = await newRepository(world, 'bounded');
    const seed = await git.seeded();
    writeFileSync(join(seed, 'more'), randomBytes(2 * megabyte));
    await git.run(seed, 'add', 'more');
    await git.commit(seed, 'more');
    const { said } = await git.try(seed, 'push', cloneAddress(world, repository), 'main');
    expect(said).toContain('413');
    expect(await git.run(git.place, 'ls-remote', cloneAddress(world, repository))).toBe('');
    await world.close();
  });
});

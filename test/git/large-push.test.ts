import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledServer, startProcess } from '../crash/server-process.ts';
import { openWorld } from '../world.ts';
import { addressOf, GitClient } from './git-client.ts';
import { cloneAddress, newRepository } from './repositories.ts';

const git = new GitClient();
const megabyte = 1024 * 1024;
const size = 128 * megabyte;
/** What the server may take more of than before, in bytes: less than what goes through it. */
const growth = 96 * megabyte;

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'atelier-large-'));
});
afterAll(() => {
  git.close();
  rmSync(place, { recursive: true });
});

/** A file that cannot be compressed: one random megabyte after the other, each altered. */
function writeLarge(file: string): void {
  const piece = randomBytes(megabyte);
  for (let written = 0; written < size; written += megabyte) {
    piece.writeUInt32LE(written);
    for (let at = 64; at < megabyte; at += 64) piece[at] = (piece[at] ?? 0) + 1;
    writeFileSync(file, piece, { flag: 'a' });
  }
}

/** The most memory that a process has held, in bytes. */
function peakOf(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

describe('a large repository', () => {
  it('goes in and out through a server that holds little of it', { timeout: 120_000 }, async () => {
    const program = await bundledServer(place);
    const data = join(place, 'data');
    const server = await startProcess(program, data, { env: { WITH_REPOSITORY: '1' } });
    try {
      const { first, repository, endpoint, pid } = server;
      if (!first || !repository) throw new Error('the first start makes a repository');
      const address = addressOf(endpoint, repository.path, first.domainName, first.password);
      const seed = await git.seeded();
      await git.run(seed, 'push', '-q', address, 'main');
      await git.run(git.place, 'clone', '-q', address, git.newPlace());
      const before = peakOf(pid);

      const file = join(seed, 'large');
      writeLarge(file);
      const quick = ['-c', 'core.compression=0', '-c', 'core.bigFileThreshold=1m'];
      await git.run(seed, ...quick, 'add', 'large');
      const commit = await git.commit(seed, 'large');
      await git.run(seed, ...quick, 'push', '-q', address, 'main');
      expect(peakOf(pid) - before).toBeLessThan(growth);

      const copy = git.newPlace();
      await git.run(git.place, 'clone', '-q', '--bare', address, copy);
      expect(await git.run(copy, 'rev-parse', 'main')).toBe(commit);
      expect(await git.run(copy, 'cat-file', '-s', 'main:large')).toBe(`${statSync(file).size}`);
      expect(peakOf(pid) - before).toBeLessThan(growth);
    } finally {
      await server.kill();
    }
  });

  it('may take longer to come in than other requests, as long as it comes', async () => {
    const serving = { requestTimeout: 1, headerTimeout: 1 };
    const world = await openWorld('memory', { serving });
    const repository = await newRepository(world, 'slow');
    const { username, password, pathname } = new URL(cloneAddress(world, repository));
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
    const answer = await fetch(`${world.endpoint}${pathname}/git-receive-pack`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa([username, password].map(decodeURIComponent).join(':'))}`,
      },
      body,
      duplex: 'half',
    } as RequestInit);
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

import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from '../crash/server-process.ts';
import { addressOf, type GitClient } from './git-client.ts';

const megabyte = 1024 * 1024;

/**
 * Pushes a file of so many megabytes to a server of its own, on a data directory that it makes, and
 * clones it again. Answers by how many megabytes the server's memory was ever more than before.
 */
export async function pushLarge(
  program: string,
  data: string,
  git: GitClient,
  megabytes: number,
): Promise<number> {
  const server = await startProcess(program, data, { env: { WITH_REPOSITORY: '1' } });
  try {
    const { first, repository, endpoint, pid } = server;
    if (!first || !repository) throw new Error('the first start makes a repository');
    const address = addressOf(endpoint, repository.path, first.domainName, first.password);
    const seed = await git.seeded();
    await git.run(seed, 'push', '-q', address, 'main');
    await git.run(git.place, 'clone', '-q', address, git.newPlace());
    const before = peakOf(pid);

    writeLarge(join(seed, 'large'), megabytes);
    const quick = ['-c', 'core.compression=0', '-c', 'core.bigFileThreshold=1m'];
    await git.run(seed, ...quick, 'add', 'large');
    const commit = await git.commit(seed, 'large');
    await git.run(seed, ...quick, 'push', '-q', address, 'main');
    const copy = git.newPlace();
    await git.run(git.place, 'clone', '-q', '--bare', address, copy);
    assert.equal(await git.run(copy, 'rev-parse', 'main'), commit);
    assert.equal(await git.run(copy, 'cat-file', '-s', 'main:large'), `${megabytes * megabyte}`);
    return (peakOf(pid) - before) / megabyte;
  } finally {
    await server.kill();
  }
}

/** A file that cannot be compressed: one random megabyte after the other, each altered. */
function writeLarge(file: string, megabytes: number): void {
  const piece = randomBytes(megabyte);
  for (let written = 0; written < megabytes; written += 1) {
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

import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { syncDirectory } from './durable-files.ts';
import type { GitProgram } from './git-program.ts';
import { removeOld } from './left-behind.ts';

/** So many packs a repository may have; each push leaves one, and git looks for objects in all. */
export const packsAtMost = 24;

interface Pack {
  /** `pack-<digits>` */
  readonly name: string;
  readonly bytes: number;
}

/** How many packs a repository has. */
export async function countPacks(repository: string): Promise<number> {
  return (await packNames(repository)).length;
}

/**
 * Joins the smaller packs of a repository into one, beside whatever reads and pushes. No object is
 * lost: they go once the new pack, which has all of theirs, is there to stay. Of two who join at
 * once one may fail. Throws where git fails, and the signal's reason.
 */
export async function joinPacks(
  git: GitProgram,
  repository: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = packFolder(repository);
  // Of joining that was cut off.
  await removeOld(folder, /^(tmp_|\.tmp-)/);
  const small = smallOnes(await packsIn(repository));
  if (small.length < 2) return;
  const args = ['pack-objects', '--stdin-packs', '--quiet', join(folder, 'pack')];
  // One thread: others wait for the machine, and nobody for this.
  const process = await git.start(repository, args, { signal, settings: { 'pack.threads': '1' } });
  process.stdin.end(small.map((name) => `${name}.pack\n`).join(''));
  const [joint, { code, errors }] = await Promise.all([text(process.stdout), process.ended]);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`git cannot join packs: ${errors.trim()}`);
  await syncDirectory(folder);
  for (const name of small) {
    if (name === `pack-${joint.trim()}`) continue;
    // The index first: who finds one counts on its pack.
    for (const kind of ['idx', 'pack', 'rev']) {
      await unlinkWhereThere(join(folder, `${name}.${kind}`));
    }
  }
}

/**
 * The smaller packs, as many as it takes for each of the others to be at least twice as large as all
 * that are smaller: so there are few, and no object is moved more often than their number doubles.
 */
export function smallOnes(packs: readonly Pack[]): string[] {
  const sorted = packs.toSorted((a, b) => a.bytes - b.bytes);
  let smaller = 0;
  let end = 0;
  for (const [i, { bytes }] of sorted.entries()) {
    if (bytes < 2 * smaller) end = i + 1;
    smaller += bytes;
  }
  return sorted.slice(0, end).map(({ name }) => name);
}

async function unlinkWhereThere(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

const packFolder = (repository: string) => join(repository, 'objects', 'pack');

/** Those that git may use: it writes the index last. One that is to be kept has a note beside it. */
async function packNames(repository: string): Promise<string[]> {
  const files = new Set(await readdir(packFolder(repository)));
  return [...files]
    .filter((file) => /^pack-[0-9a-f]+\.idx$/.test(file))
    .map((file) => file.slice(0, -'.idx'.length))
    .filter((name) => files.has(`${name}.pack`) && !files.has(`${name}.keep`));
}

async function packsIn(repository: string): Promise<Pack[]> {
  const names = await packNames(repository);
  return Promise.all(
    names.map(async (name) => {
      const { size } = await stat(join(packFolder(repository), `${name}.pack`));
      return { name, bytes: size };
    }),
  );
}

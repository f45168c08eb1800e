import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eachAtOnce } from '../at-once.ts';
import { UnusableData } from '../data-directory.ts';
import { isShard, repositoryPath, shardOf, writeRepository } from './bare-repository.ts';
import { copySynced, syncDirectory, writeSynced } from './durable-files.ts';
import { branchPrefix, type Refs, readRefs } from './refs.ts';

/** A repository that was copied. */
export interface CopiedRepository {
  readonly uuid: string;
  /** SHA-256 over its refs and objects; null: it had no files, or lost them meanwhile. */
  readonly sha256: string | null;
}

/** Few: a disk is not faster for more, and each may have as many files open again. */
const repositoriesAtOnce = 4;
const filesAtOnce = 4;
/** How often a repository is read in which something is replaced while it is. */
const attempts = 10;

/**
 * Copies repositories from one root into a new one, each with all that was acknowledged before,
 * also while pushes come in. They are durable when it resolves, but for the name of the root.
 * `onCopied` is told how many of how many are done. Throws UnusableData, which names the repository.
 */
export async function copyRepositories(
  from: string,
  to: string,
  uuids: readonly string[],
  onCopied: (done: number, all: number) => void = () => undefined,
): Promise<CopiedRepository[]> {
  if (uuids.length === 0) return [];
  await mkdir(to, { recursive: true, mode: 0o700 });
  const shards = [...new Set(uuids.map(shardOf))];
  for (const shard of shards) await mkdir(join(to, shard), { mode: 0o700 });
  let done = 0;
  const copied = await eachAtOnce(repositoriesAtOnce, uuids, async (uuid) => {
    const sha256 = await copyWhereThere(repositoryPath(from, uuid), repositoryPath(to, uuid)).catch(
      (error: Error) => {
        throw new UnusableData(`the repository ${uuid} cannot be copied: ${error.message}`);
      },
    );
    done += 1;
    onCopied(done, uuids.length);
    return { uuid, sha256 };
  });
  for (const shard of ['.', ...shards]) await syncDirectory(join(to, shard));
  return copied;
}

/** The uuids of those of which there was nothing to copy. */
export function withoutFiles(copied: readonly CopiedRepository[]): string[] {
  return copied.filter(({ sha256 }) => sha256 === null).map(({ uuid }) => uuid);
}

/** Null, and no copy, where there is no such repository, or none any more when it has been read. */
async function copyWhereThere(from: string, to: string): Promise<string | null> {
  for (let attempt = 1; existsSync(from); attempt += 1) {
    try {
      const sum = await copyRepository(from, to);
      // While it is removed it seems to have less and less in it.
      if (existsSync(from)) return sum;
    } catch (error) {
      const replaced = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!replaced || (attempt >= attempts && existsSync(from))) throw error;
    }
    await rm(to, { recursive: true, force: true });
  }
  return null;
}

/**
 * Copies the refs and then the objects: git has all objects of a ref in place before the ref, and a
 * pack goes only when another has its objects. What is half done (quarantines, locks, drafts) is not copied, nor hooks and
 * configuration; refs are packed.
 */
async function copyRepository(from: string, to: string): Promise<string> {
  const refs = await readRefs(from);
  const packed = packedRefs(refs);
  const hash = createHash('sha256').update(`${refs.head}\n${packed}`);
  await writeRepository(to, refs.head, async () => {
    if (packed !== '') await writeSynced(join(to, 'packed-refs'), packed);
    const files = await objectFiles(join(from, 'objects'));
    const folders = [...new Set(files.map(dirname))].filter((name) => name !== 'pack');
    for (const name of folders) await mkdir(join(to, 'objects', name), { mode: 0o700 });
    const sums = await eachAtOnce(filesAtOnce, files, (name) =>
      copySynced(join(from, 'objects', name), join(to, 'objects', name)),
    );
    for (const [i, name] of files.entries()) hash.update(`${sums[i]} ${name}\n`);
    await Promise.all([...folders, 'pack'].map((name) => syncDirectory(join(to, 'objects', name))));
  });
  return hash.digest('hex');
}

/**
 * The refs as the file `packed-refs` has them, in the order of their bytes. Throws where one of them
 * is damaged. Source: git's manual, gitrepository-layout; the first line is what `git pack-refs` writes.
 */
function packedRefs({ refs, head }: Refs): string {
  if (!head.startsWith(branchPrefix)) throw new Error('its HEAD names no branch');
  if (refs.size === 0) return '';
  const lines = [...refs].map(([name, id]) => {
    if (!isObjectId(id)) throw new Error(`its ref ${name} is damaged`);
    return [Buffer.from(name), `${id} ${name}\n`] as const;
  });
  lines.sort(([a], [b]) => Buffer.compare(a, b));
  return ['# pack-refs with: sorted \n', ...lines.map(([, line]) => line)].join('');
}

/** The files of whole objects and packs by their names in `objects`, sorted. */
async function objectFiles(objects: string): Promise<string[]> {
  const folders = (await readdir(objects)).filter(isShard);
  const loose = await eachAtOnce(filesAtOnce, folders, async (folder) => {
    const names = await readdir(join(objects, folder));
    return names.filter((name) => isObjectId(folder + name)).map((name) => join(folder, name));
  });
  // Twice: a list of which packs are joined meanwhile may have neither the old ones nor the new one.
  const folder = join(objects, 'pack');
  const there = [...new Set([...(await readdir(folder)), ...(await readdir(folder))])];
  // Git puts the index of a pack in place last, and reads no pack without one.
  const packs = there.flatMap((name) => /^(pack-[0-9a-f]{40})\.idx$/.exec(name)?.[1] ?? []);
  const wanted = packs.flatMap((name) => [
    ...[`${name}.idx`, `${name}.pack`],
    ...there.filter((other) => other === `${name}.rev`),
  ]);
  return [...loose.flat(), ...wanted.map((name) => join('pack', name))].toSorted();
}

const isObjectId = (text: string) => /^[0-9a-f]{40}$/.test(text);

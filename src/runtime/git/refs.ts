import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

export const branchPrefix = 'refs/heads/';
export const tagPrefix = 'refs/tags/';

/** The refs of a repository by their full names, and what HEAD names. */
export interface Refs {
  readonly refs: ReadonlyMap<string, string>;
  /** `refs/heads/main`, whether it is there or not. */
  readonly head: string;
}

/** Reads the refs from the files of a repository. Source: git's manual, gitrepository-layout. */
export async function readRefs(path: string): Promise<Refs> {
  const [head, loose, packed] = await Promise.all([
    readFile(join(path, 'HEAD'), 'utf8'),
    readLoose(path),
    readPacked(path),
  ]);
  return { refs: new Map([...packed, ...loose]), head: head.replace('ref:', '').trim() };
}

async function readLoose(path: string): Promise<(readonly [string, string])[]> {
  const entries = await readdir(join(path, 'refs'), { withFileTypes: true, recursive: true });
  const refs = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
    .map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const id = await readFile(file, 'utf8').catch(() => '');
      return [relative(path, file), id.trim()] as const;
    });
  return (await Promise.all(refs)).filter(([, id]) => id !== '');
}

async function readPacked(path: string): Promise<(readonly [string, string])[]> {
  const text = await readFile(join(path, 'packed-refs'), 'utf8').catch(() => '');
  return [...text.matchAll(/^([0-9a-f]{40,64}) (\S+)$/gm)].map(
    ([, id = '', name = '']) => [name, id] as const,
  );
}

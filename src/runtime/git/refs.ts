import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { eachAtOnce } from '../at-once.ts';

export const branchPrefix = 'refs/heads/';
export const tagPrefix = 'refs/tags/';

/** How many files are open at once. */
const filesAtOnce = 16;

/** The refs of a repository by their full names, and what HEAD names. */
export interface Refs {
  readonly refs: ReadonlyMap<string, string>;
  /** `refs/heads/main`, whether it is there or not. */
  readonly head: string;
}

/**
 * Reads the refs from the files of a repository, also while git changes them: loose ones first, as
 * git packs a ref before it removes its file, and unpacks it before. Source: git's manual,
 * gitrepository-layout.
 */
export async function readRefs(path: string): Promise<Refs> {
  const head = await readFile(join(path, 'HEAD'), 'utf8');
  const loose = await readLoose(path);
  const packed = await readPacked(path);
  return { refs: new Map([...packed, ...loose]), head: head.replace('ref:', '').trim() };
}

/** What HEAD names, `refs/heads/main`; undefined where it names no branch, or is not there. */
export async function readHead(path: string): Promise<string | undefined> {
  const text = await readWhereThere(join(path, 'HEAD'));
  return /^ref: (refs\/heads\/.+)\n$/.exec(text)?.[1];
}

async function readLoose(path: string): Promise<(readonly [string, string])[]> {
  const entries = await readdir(join(path, 'refs'), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'));
  const refs = await eachAtOnce(filesAtOnce, files, async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [relative(path, file), (await readWhereThere(file)).trim()] as const;
  });
  return refs.filter(([, id]) => id !== '');
}

async function readPacked(path: string): Promise<(readonly [string, string])[]> {
  const text = await readWhereThere(join(path, 'packed-refs'));
  return [...text.matchAll(/^([0-9a-f]{40,64}) (\S+)$/gm)].map(
    ([, id = '', name = '']) => [name, id] as const,
  );
}

/** What a file says; nothing where git has removed it, or made a folder in its place. */
async function readWhereThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code)) return '';
    throw error;
  }
}

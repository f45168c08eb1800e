import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory, writeSynced } from './durable-files.ts';

/** Every repository has this one: git's own default for a bare one. */
const config = '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n';

/** Where a repository lies below a root. Only uuids become paths: throws where it is none. */
export function repositoryPath(root: string, uuid: string): string {
  return join(root, shardOf(uuid), `${uuid}.git`);
}

/** The folder that a repository lies in, by the last two of its digits. */
export function shardOf(uuid: string): string {
  if (!/^[0-9a-f]{32}$/.test(uuid)) throw new Error('a repository is named by 32 digits');
  return uuid.slice(-2);
}

/** Whether a name in a root is that of a folder of repositories. */
export const isShard = (name: string) => /^[0-9a-f]{2}$/.test(name);

/** The uuids of the repositories that lie below a root, where there is one. */
export async function repositoriesIn(root: string): Promise<string[]> {
  if (!existsSync(root)) return [];
  const folders = (await readdir(root)).filter(isShard);
  const names = await Promise.all(folders.map((name) => readdir(join(root, name))));
  return names.flat().flatMap((name) => /^([0-9a-f]{32})\.git$/.exec(name)?.[1] ?? []);
}

/** What HEAD says of a ref. */
export const headOf = (ref: string) => `ref: ${ref}\n`;

/**
 * Writes a bare repository, synced but for its own name: what every one has, and what `fill` writes
 * and syncs beside; the folders `objects` and `refs` are synced after it.
 */
export async function writeRepository(
  path: string,
  head: string,
  fill: () => Promise<void>,
): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  for (const name of folders) await mkdir(join(path, name), { mode: 0o700 });
  await Promise.all([
    writeSynced(join(path, 'HEAD'), headOf(head)),
    writeSynced(join(path, 'config'), config),
    fill(),
  ]);
  await Promise.all(['objects', 'refs', '.'].map((name) => syncDirectory(join(path, name))));
}

const folders = ['objects', 'objects/info', 'objects/pack', 'refs', 'refs/heads', 'refs/tags'];

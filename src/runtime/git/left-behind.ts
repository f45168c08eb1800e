import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a crash left half done is removed when it is older, in ms: another server may be at it. */
const halfDoneFor = 24 * 3600_000;

/** Git holds the lock of a ref for an instant; one that is older was left by a crash. In ms. */
const lockedFor = 10 * 60_000;

/** Removes what in a folder is left from long ago, of the names that are meant. */
export async function removeOld(folder: string, meant = /./): Promise<void> {
  const names = (await readdir(folder)).filter((name) => meant.test(name));
  await Promise.all(names.map((name) => removeIfOlder(join(folder, name), halfDoneFor)));
}

/** Removes what crashes have left in a repository, and would be in the way of a push to these refs. */
export async function removeLeftBehind(repository: string, refs: readonly string[]): Promise<void> {
  await removeOld(join(repository, 'objects'), /^(tmp_objdir|incoming)-/);
  for (const name of ['HEAD', 'packed-refs', ...refs]) {
    await removeIfOlder(join(repository, `${name}.lock`), lockedFor);
  }
}

async function removeIfOlder(path: string, age: number): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.mtimeMs >= Date.now() - age) return;
  await rm(path, { recursive: true, force: true });
}

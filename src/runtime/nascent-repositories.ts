import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { syncDirectory, UnusableData, using } from './data-directory.ts';
import { isShard } from './git/index.ts';

/** Repositories that are put into a root which has none. */
export interface NascentRepositories {
  /** Where they are to be copied to. */
  readonly place: string;
  /** Takes back everything, also after `complete`. */
  discard(): void;
  /** Puts what was copied in place, durably. */
  complete(): void;
}

/** Begins to fill a root; `discard` also removes what an interruption has left. Throws UnusableData. */
export function beginRepositories(root: string): NascentRepositories {
  const what = `the directory of repositories ${root}`;
  const absent = !existsSync(root);
  if (!absent && using(what, () => readdirSync(root)).some(isShard)) {
    throw new UnusableData(`${root} holds repositories already`);
  }
  // In the root itself, which may be a file system of its own.
  const place = join(root, 'restoring');
  const moved: string[] = [];
  const discard = () => {
    for (const made of absent ? [root] : [place, ...moved]) removeWhole(made);
  };
  return {
    place,
    discard,
    complete() {
      if (!existsSync(place)) return;
      using(what, () => {
        for (const name of readdirSync(place)) {
          moved.push(join(root, name));
          renameSync(join(place, name), join(root, name));
        }
        rmdirSync(place);
        syncDirectory(root);
        syncDirectory(dirname(resolve(root)));
      });
    },
  };
}

/** Removes a directory, also while something is still being written into it. */
export function removeWhole(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
}

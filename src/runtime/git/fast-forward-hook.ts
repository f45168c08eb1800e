import { randomBytes } from 'node:crypto';
import { chmod, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitStart } from './git-program.ts';

/**
 * Git runs it for each ref, before it changes anything, where the new objects can be seen already:
 * the old commit must be an ancestor of the new one. Source: git's manual, githooks, update.
 */
const script = `#!/bin/sh
# Refuses to lose commits of the refs that $FAST_FORWARD_ONLY names, one on a line.
case "$2" in *[!0]*) ;; *) exit 0 ;; esac
case "$3" in *[!0]*) ;; *) exit 0 ;; esac
case "
$FAST_FORWARD_ONLY
" in
*"
$1
"*) exec git merge-base --is-ancestor "$2" "$3" ;;
esac
`;

/** More of them than this, in characters, and no branch of the push may lose anything. */
const longestList = 100_000;

/** Writes the hook into a folder that is there. */
export async function writeHook(folder: string): Promise<void> {
  const draft = join(folder, `update.${randomBytes(4).toString('hex')}`);
  await writeFile(draft, script);
  await chmod(draft, 0o700);
  await rename(draft, join(folder, 'update'));
}

/** What has git refuse to lose anything of these refs, by the hook in a folder. */
export function allowingOnlyFastForwards(folder: string, refs: readonly string[]): GitStart {
  if (refs.length === 0) return {};
  const list = refs.join('\n');
  if (list.length > longestList) return { settings: { 'receive.denyNonFastForwards': 'true' } };
  return { settings: { 'core.hooksPath': folder }, environment: { FAST_FORWARD_ONLY: list } };
}

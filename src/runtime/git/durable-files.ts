import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a new file and syncs what is in it; its name lasts once the directory is synced. */
export async function writeSynced(
  file: string,
  content: string | Uint8Array,
  mode = 0o600,
): Promise<void> {
  const handle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts a file in the place of another, for good when it resolves. */
export async function replaceSynced(file: string, draft: string, content: string): Promise<void> {
  await writeSynced(draft, content);
  await rename(draft, file);
  await syncDirectory(dirname(file));
}

/** Copies a file and syncs the copy, reads it back, and answers the SHA-256 of what is in it. */
export async function copySynced(from: string, to: string): Promise<string> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const copy = await open(to, 'r');
  try {
    await copy.sync();
    const hash = createHash('sha256');
    for await (const part of copy.createReadStream({ autoClose: false })) hash.update(part);
    return hash.digest('hex');
  } finally {
    await copy.close();
  }
}

/** Makes what was made, renamed or removed in a directory outlast a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes directories below an existing one, each synced into the one above it. */
export async function makeDirectories(root: string, names: readonly string[]): Promise<string> {
  let path = root;
  for (const name of names) {
    const above = path;
    path = join(above, name);
    const made = await mkdir(path, { mode: 0o700 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (made) await syncDirectory(above);
  }
  return path;
}

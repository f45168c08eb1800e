import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { FirstCommit } from '../../domain/repositories/index.ts';
import { syncDirectory, writeSynced } from './durable-files.ts';

const deflated = promisify<Uint8Array, Buffer>(deflate);

/** An object of git: what is stored of it, under what name. */
interface StoredObject {
  readonly id: string;
  readonly bytes: Buffer;
}

function objectOf(type: 'blob' | 'tree' | 'commit', content: Uint8Array): StoredObject {
  const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  return { id: createHash('sha1').update(bytes).digest('hex'), bytes };
}

/**
 * Writes the objects of a commit without parents into a directory `objects`, all synced, and
 * answers the commit's id. Source: git's manual, gitformat-loose and git-hash-object.
 */
export async function writeFirstCommit(
  directory: string,
  { author, at, message, files }: FirstCommit,
): Promise<string> {
  const objects: StoredObject[] = [];
  const add = (type: 'blob' | 'tree' | 'commit', content: Uint8Array) => {
    const object = objectOf(type, content);
    objects.push(object);
    return object.id;
  };
  const blobs = files.map(({ path, content }) => ({
    path: path.split('/'),
    id: add('blob', Buffer.from(content)),
  }));
  const tree = addTree(blobs, add);
  const who = `${cleanName(author.name)} <${cleanName(author.email)}> ${Math.floor(at / 1000)} +0000`;
  const text = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\n${message.trimEnd()}\n`;
  const commit = add('commit', Buffer.from(text));
  await writeObjects(directory, objects);
  return commit;
}

interface Blob {
  readonly path: readonly string[];
  readonly id: string;
}

/** Adds the tree that these files make up, with those below it, and answers its id. */
function addTree(
  blobs: readonly Blob[],
  add: (type: 'tree', content: Uint8Array) => string,
): string {
  const entries = [...Map.groupBy(blobs, ({ path }) => path[0] ?? '')].map(([name, under]) => {
    const [only] = under;
    if (only?.path.length === 1) return { mode: '100644', name, sortedAs: name, id: only.id };
    const below = under.map(({ path, id }) => ({ path: path.slice(1), id }));
    return { mode: '40000', name, sortedAs: `${name}/`, id: addTree(below, add) };
  });
  const bytesOf = (text: string) => Buffer.from(text);
  entries.sort((a, b) => Buffer.compare(bytesOf(a.sortedAs), bytesOf(b.sortedAs)));
  const parts = entries.flatMap(({ mode, name, id }) => [
    bytesOf(`${mode} ${name}\0`),
    Buffer.from(id, 'hex'),
  ]);
  return add('tree', Buffer.concat(parts));
}

async function writeObjects(directory: string, objects: readonly StoredObject[]): Promise<void> {
  const unlike = new Map(objects.map((object) => [object.id, object]));
  const folders = new Set([...unlike.keys()].map((id) => join(directory, id.slice(0, 2))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { mode: 0o700 })));
  await Promise.all(
    [...unlike.values()].map(async ({ id, bytes }) => {
      const file = join(directory, id.slice(0, 2), id.slice(2));
      await writeSynced(file, await deflated(bytes), 0o400);
    }),
  );
  await Promise.all([...folders].map(syncDirectory));
}

/** What git would leave out of a name by itself: the marks that end it, and line breaks. */
const cleanName = (text: string) => text.replace(/[<>\n\0]/g, '').trim();

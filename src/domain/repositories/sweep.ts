import type { RepositoryFiles, RepositoryRecords } from './ports.ts';

/** Where the rows are read from. */
interface Rows {
  read<T>(work: (records: { readonly repositories: RepositoryRecords }) => Promise<T>): Promise<T>;
}

/** In ms: how long files may be there before their repository has to be. */
const creationTakes = 60 * 60_000;
/** Uuids that are looked up at a time. */
const portion = 512;

/**
 * Removes the files of repositories that are not there: deleted ones, and those whose creation came
 * to nothing. `now` is the clock that the uuids are made by.
 */
export async function sweepFiles(rows: Rows, files: RepositoryFiles, now: number): Promise<void> {
  const all = await files.list();
  for (let from = 0; from < all.length; from += portion) {
    const some = all.slice(from, from + portion);
    const known = await rows.read(({ repositories }) => repositories.known(some));
    for (const uuid of some) {
      if (!known.has(uuid) && madeAt(uuid) < now - creationTakes) await files.remove(uuid);
    }
  }
}

/** A uuid begins with the time at which it was made. */
function madeAt(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 12), 16);
}

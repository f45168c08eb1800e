import type { RepositoryFiles, RepositoryRecords } from './ports.ts';

type Records = { readonly repositories: RepositoryRecords };

interface Rows {
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** In ms: how long files may be there before their repository has to be. */
const creationTakes = 60 * 60_000;

/**
 * Removes some of the files that no repository has any more: of those that are gone for good, and of
 * those whose creation came to nothing. Only what the store lists as such is touched: a directory that
 * it does not know may be another store's. Answers whether there may be more. `now` is the clock that
 * the uuids are made by.
 */
export async function sweepFiles(
  rows: Rows,
  files: Pick<RepositoryFiles, 'remove'>,
  now: number,
): Promise<boolean> {
  const uuids = await rows.read(({ repositories }) =>
    repositories.listUnneeded(firstOf(now - creationTakes)),
  );
  for (const uuid of uuids) await files.remove(uuid);
  if (uuids.length > 0) await rows.write(({ repositories }) => repositories.forgetUnneeded(uuids));
  return uuids.length > 0;
}

/** No uuid that was made at this time or later is less: they begin with it. */
function firstOf(time: number): string {
  return Math.max(time, 0).toString(16).padStart(12, '0');
}

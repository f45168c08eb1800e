import type { Store } from '../domain/store.ts';
import type { PostgresInspection } from './inspection.ts';
import type { MovedTable, MoveProgress } from './postgres/move.ts';
import type { RowSource } from './table-contents.ts';

export type { FileInspection, Inspection, PostgresInspection } from './inspection.ts';
export { NewerDatabase } from './migrations/index.ts';
export type { MovedTable } from './postgres/move.ts';
export { shownUrl } from './postgres/shown-url.ts';
export {
  copyDatabase,
  DamagedDatabase,
  holdStill,
  openStill,
  type StillDatabase,
} from './sqlite/database-copy.ts';
export { DirectoryInUse, isDirectoryLocked, lockDirectory } from './sqlite/directory-lock.ts';
export { inspectFile } from './sqlite/inspection.ts';
export { openFileStore, openMemoryStore } from './sqlite/store.ts';
export { firstUnlike, type RowSource, type TableSummary } from './table-contents.ts';
export { type StoreWatch, watchedStore } from './watched-store.ts';

/** See postgres/store.ts; what it takes is loaded only where it is used. */
export async function openPostgresStore(url: string): Promise<Store> {
  const postgres = await import('./postgres/store.ts');
  return postgres.openPostgresStore(url);
}

/** See postgres/move.ts. */
export async function moveToPostgres(
  source: RowSource,
  url: string,
  progress: MoveProgress,
): Promise<MovedTable[]> {
  const postgres = await import('./postgres/move.ts');
  return postgres.moveToPostgres(source, url, progress);
}

/** See postgres/inspection.ts. */
export async function inspectDatabase(url: string): Promise<PostgresInspection> {
  const postgres = await import('./postgres/inspection.ts');
  return postgres.inspectDatabase(url);
}

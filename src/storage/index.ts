import type { Store } from '../domain/store.ts';

export { NewerDatabase } from './migrations/index.ts';
export { shownUrl } from './postgres/shown-url.ts';
export { DirectoryInUse, lockDirectory } from './sqlite/directory-lock.ts';
export { openFileStore, openMemoryStore } from './sqlite/store.ts';

/** See postgres/store.ts; what it takes is loaded only where it is used. */
export async function openPostgresStore(url: string): Promise<Store> {
  const postgres = await import('./postgres/store.ts');
  return postgres.openPostgresStore(url);
}

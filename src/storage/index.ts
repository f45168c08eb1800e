export type { Inspection } from './inspection.ts';
export {
  copyDatabase,
  DamagedDatabase,
  openStill,
  type StillDatabase,
} from './sqlite/database-copy.ts';
export { DirectoryInUse, isDirectoryLocked, lockDirectory } from './sqlite/directory-lock.ts';
export { inspectFile } from './sqlite/inspection.ts';
export { NewerDatabase } from './sqlite/schema.ts';
export { openFileStore, openMemoryStore } from './sqlite/store.ts';
export type { TableSummary } from './table-contents.ts';
export { type StoreWatch, watchedStore } from './watched-store.ts';

export {
  copyDatabase,
  DamagedDatabase,
  openStill,
  type StillDatabase,
} from './sqlite/database-copy.ts';
export { DirectoryInUse, lockDirectory } from './sqlite/directory-lock.ts';
export { NewerDatabase } from './sqlite/schema.ts';
export { openFileStore, openMemoryStore } from './sqlite/store.ts';
export type { TableSummary } from './table-contents.ts';

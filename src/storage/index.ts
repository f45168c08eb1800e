export type { Inspection } from './inspection.ts';
export { DirectoryInUse, isDirectoryLocked, lockDirectory } from './sqlite/directory-lock.ts';
export { inspectFile } from './sqlite/inspection.ts';
export { NewerDatabase } from './sqlite/schema.ts';
export { openFileStore, openMemoryStore } from './sqlite/store.ts';
export { type StoreWatch, watchedStore } from './watched-store.ts';

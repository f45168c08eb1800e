export { DirectoryInUse, lockDirectory } from './sqlite/directory-lock.ts';
export { NewerDatabase } from './sqlite/schema.ts';
export { openFileStore, openMemoryStore } from './sqlite/store.ts';
export { type StoreWatch, watchedStore } from './watched-store.ts';

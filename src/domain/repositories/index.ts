export type { FirstCommit, RepositoryContent, RepositoryFiles } from './ports.ts';

export { GitUnavailable } from './git-unavailable.ts';
export type { FirstCommit, RepositoryContent, RepositoryFiles } from './ports.ts';

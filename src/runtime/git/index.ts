export { defaultGitLimits, GitProgram } from './git-program.ts';
export { RepositoryDirectory } from './repository-directory.ts';

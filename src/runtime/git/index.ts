export { defaultGitLimits, GitProgram } from './git-program.ts';
export { GitProcesses } from './git-transport.ts';
export { RepositoryDirectory } from './repository-directory.ts';

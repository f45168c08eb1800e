export { isShard, repositoriesIn, repositoryPath } from './bare-repository.ts';
export { defaultGitLimits, GitProgram } from './git-program.ts';
export { GitProcesses } from './git-transport.ts';
export { branchPrefix, readHead } from './refs.ts';
export { type CopiedRepository, copyRepositories, withoutFiles } from './repository-copy.ts';
export { RepositoryDirectory } from './repository-directory.ts';

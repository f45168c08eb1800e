export { createRepository, type NewRepository } from './create-repository.ts';
export type { Repository, RepositoryFacts } from './model.ts';
export type {
  FirstCommit,
  RepositoryContent,
  RepositoryFiles,
  RepositoryRecords,
} from './ports.ts';
export {
  authorizeOnRepository,
  type OnRepository,
  type RepositoryName,
  withFacts,
} from './see-repository.ts';
export { sweepFiles } from './sweep.ts';

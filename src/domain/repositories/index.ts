export { createRepository, type NewRepository } from './create-repository.ts';
export { type FirstFiles, firstCommit } from './first-files/first-commit.ts';
export { gitignores } from './first-files/gitignores.ts';
export { GitUnavailable } from './git-unavailable.ts';
export type { Repository, RepositoryFacts } from './model.ts';
export type {
  FirstCommit,
  RepositoryContent,
  RepositoryFiles,
  RepositoryRecords,
} from './ports.ts';
export {
  type Judgement,
  judgePush,
  type NamedPushers,
  type ProtectedRef,
  type Pusher,
  type PushRules,
  type RefUpdate,
} from './push-rules.ts';
export { covers, maxPatternLength, type NamePattern, namePattern } from './ref-names.ts';
export {
  authorizeOnRepository,
  type OnRepository,
  type RepositoryName,
  withFacts,
} from './see-repository.ts';
export { sweepFiles } from './sweep.ts';

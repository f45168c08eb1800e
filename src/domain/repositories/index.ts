export { GitUnavailable } from './git-unavailable.ts';
export type { FirstCommit, RepositoryContent, RepositoryFiles } from './ports.ts';
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

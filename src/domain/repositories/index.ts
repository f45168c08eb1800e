export { createRepository, type NewRepository } from './create-repository.ts';
export { effectiveRules, pusherIn } from './effective-rules.ts';
export { type FirstFiles, firstCommit } from './first-files/first-commit.ts';
export { gitignores } from './first-files/gitignores.ts';
export {
  gitAction,
  notePush,
  type OpenedRepository,
  openForGit,
} from './git-access.ts';
export { GitRefused } from './git-refused.ts';
export { GitUnavailable } from './git-unavailable.ts';
export {
  exportGroups,
  type GroupDocument,
  importGroups,
  type PlacedNode,
} from './group-document.ts';
export type { Repository, RepositoryFacts } from './model.ts';
export type {
  FirstCommit,
  RepositoryContent,
  RepositoryFiles,
  RepositoryRecords,
} from './ports.ts';
export {
  listInProject,
  namedIn,
  type ProtectedRefRule,
  protectInProject,
  type RefAction,
  type RefKind,
  type WantedRule,
} from './protected-refs.ts';
export {
  type Judgement,
  judgePush,
  type NamedPushers,
  type ProtectedRef,
  type Pusher,
  type PushRules,
  type RefUpdate,
} from './push-rules.ts';
export { covers, isRefName, maxPatternLength, type NamePattern, namePattern } from './ref-names.ts';
export {
  changeProtection,
  protectedRefs,
  protectInRepository,
  type RuleChange,
  unprotect,
} from './repository-protection.ts';
export {
  authorizeOnRepository,
  type OnRepository,
  type RepositoryName,
  withFacts,
} from './see-repository.ts';
export {
  changeSettings,
  type OwnSettings,
  ownFamilies,
  type SettingFamily,
  type Settings,
  settingsIn,
  sourceOf,
} from './settings.ts';
export type {
  LevelSettings,
  NamedInRules,
  NamedInRulesRecords,
  NodeSettingsRecords,
  Place,
  ProtectedRefRecords,
  SettingsRecords,
} from './settings-ports.ts';
export { sweepFiles } from './sweep.ts';
export { transferRepository } from './transfer-repository.ts';
export type {
  Branches,
  Bytes,
  GitService,
  GitTransport,
  GitWork,
  PushedRefs,
} from './transport.ts';
export { type RepositoryChange, updateRepository } from './update-repository.ts';

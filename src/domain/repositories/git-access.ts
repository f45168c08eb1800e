import { type AccessRecords, authorizeInAccount } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { Origin, Principal } from '../kernel/index.ts';
import { lacking, type ProjectRecords } from '../projects/index.ts';
import { nodeNotFound, type TreeKinds, type TreeRecords } from '../tree/index.ts';
import { pusherIn } from './effective-rules.ts';
import type { Repository } from './model.ts';
import type { RepositoryRecords } from './ports.ts';
import type { Pusher } from './push-rules.ts';
import { authorizeOnRepository, type OnRepository, type RepositoryName } from './see-repository.ts';
import type { SettingsRecords } from './settings-ports.ts';
import type { Branches, GitService } from './transport.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly projects: ProjectRecords;
  readonly tree: TreeRecords;
  readonly repositories: RepositoryRecords;
  readonly settings: SettingsRecords;
};

/** What fetching and pushing need: a permission of the matrix, and an answer of policies. */
const needs = {
  'upload-pack': { point: 'code.download', action: 'codeartsrepo:repository:getRepository' },
  // The vendor's pages name no action for a push: inferred.
  'receive-pack': { point: 'code.push', action: 'codeartsrepo:repository:pushCode' },
} as const;

/** The action that a service of git is, for policies and the audit. */
export const gitAction = (service: GitService): string => needs[service].action;

/** A repository that somebody may fetch from, or push to. */
export interface OpenedRepository extends OnRepository {
  readonly pusher: Pusher;
}

/**
 * Lets somebody fetch from a repository or push to it. Throws Problem `not-found` or
 * `project-hidden`, to be told alike, where they may not know of it, and `forbidden`.
 */
export async function openForGit(
  records: Records,
  principal: Principal,
  service: GitService,
  kinds: TreeKinds,
  name: RepositoryName,
  origin: Origin,
): Promise<OpenedRepository> {
  const { point, action } = needs[service];
  const asked = { action, policy: 'must-allow' } as const;
  // Before anything is looked for, so that a refusal tells nothing of what is there.
  await authorizeInAccount(records, principal, asked, origin);
  const requirement = { ...asked, point: 'repository-group.view' } as const;
  const on = await authorizeOnRepository(records, principal, requirement, kinds, name, origin);
  const pusher = await pusherIn(records, on.within, on.repository);
  if (pusher.may(point)) return { ...on, pusher };
  throw lacking(on.within, point, ', and no role of yours in the repository has it');
}

/**
 * Notes a push of these refs that is in and durable, and answers the branch that HEAD has to name. Where
 * it names none, as in an empty repository, the first that comes becomes the default one; of those that
 * come at once, the first that is noted. Throws Problem `not-found` where the repository was deleted
 * meanwhile.
 */
export async function notePush(
  records: Records,
  { within, repository }: OnRepository,
  kinds: TreeKinds,
  { refs, branches }: { readonly refs: readonly string[]; readonly branches: Branches },
  now: number,
): Promise<string> {
  const { id, domainId, projectId } = repository;
  // What is kept beside the node stays as long as it can be restored: only the node tells.
  const node = await records.tree.findNode(domainId, kinds.repository.name, id);
  if (!node) throw nodeNotFound(kinds.repository, 'id');
  const head = branches.there.has(branches.head)
    ? branches.head
    : await firstHead(records, repository, refs, branches);
  await records.repositories.noteActivity(repository, now);
  await recordChange(records, within.grant, { at: now, resource: `repository/${id}`, projectId });
  return head;
}

const branchPrefix = 'refs/heads/';

/** Finds a default branch for a repository whose HEAD names no branch that is there. */
async function firstHead(
  records: Pick<Records, 'repositories'>,
  repository: Repository,
  refs: readonly string[],
  { there, head }: Branches,
): Promise<string> {
  const facts = (await records.repositories.repositoriesOf([repository.id])).get(repository.id);
  if (facts && there.has(facts.defaultBranch)) return facts.defaultBranch;
  const pushed = refs
    .filter((ref) => ref.startsWith(branchPrefix))
    .map((ref) => ref.slice(branchPrefix.length))
    .filter((branch) => there.has(branch));
  const first = pushed.find((name) => name === 'main' || name === 'master') ?? pushed[0];
  if (first === undefined) return head;
  await records.repositories.setDefaultBranch(repository, first);
  return first;
}

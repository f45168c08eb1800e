import type { AuditRecords } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import {
  type NodeChange,
  requirePoint,
  type TreeKinds,
  type TreeRecords,
  updateNode,
} from '../tree/index.ts';
import type { Repository } from './model.ts';
import type { RepositoryFiles, RepositoryRecords } from './ports.ts';
import { isRefName } from './ref-names.ts';
import type { OnRepository } from './see-repository.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly tree: TreeRecords;
  readonly repositories: RepositoryRecords;
};

interface Transactions<Of extends Records> {
  consult<T>(work: (records: Of) => Promise<T>): Promise<T>;
  write<T>(work: (records: Of) => Promise<T>): Promise<T>;
}

type Files = Pick<RepositoryFiles, 'describe' | 'hasBranch' | 'setDefaultBranch'>;

/** What is absent stays as it is. */
export type RepositoryChange = Omit<NodeChange, 'parentId'> & { readonly defaultBranch?: string };

/**
 * Renames a repository, describes it anew, changes who sees it, or makes another branch the one that
 * clones check out: in its files first, which are as before where the rest is refused. `enter` asks
 * for the right in the project. Throws what `updateNode` throws, and Problem `invalid` (default branch).
 */
export async function updateRepository<Of extends Records>(
  store: Transactions<Of>,
  files: Files,
  enter: (records: Of) => Promise<OnRepository>,
  kinds: TreeKinds,
  { defaultBranch, ...change }: RepositoryChange,
  now: number,
): Promise<Repository> {
  const kind = kinds.repository;
  const changeRows = () =>
    store.write(async (records) => {
      const { within, repository } = await enter(records);
      const { node } = await updateNode(records, within, kind, repository.id, change, now);
      if (defaultBranch === undefined) return { ...repository, ...node };
      await requirePoint(records, within, kind, repository, kind.settingsPoint);
      await records.repositories.setDefaultBranch(repository, defaultBranch);
      return { ...repository, ...node, defaultBranch };
    });
  if (defaultBranch === undefined) return changeRows();

  const former = await store.consult(async (records) => {
    const { within, repository } = await enter(records);
    await requirePoint(records, within, kind, repository, kind.settingsPoint);
    return repository;
  });
  await requireBranch(files, former.uuid, defaultBranch);
  await files.setDefaultBranch(former.uuid, defaultBranch);
  try {
    return await changeRows();
  } catch (error) {
    if (error instanceof Problem) await files.setDefaultBranch(former.uuid, former.defaultBranch);
    throw error;
  }
}

/** Of an empty repository any branch may be the default one, which is then to come. */
async function requireBranch(files: Files, uuid: string, branch: string): Promise<void> {
  if (await files.hasBranch(uuid, branch)) return;
  const problem = (reason: string) =>
    new Problem('invalid', { subject: 'repository', field: 'defaultBranch', reason });
  if (!(await files.describe(uuid)).empty) throw problem('must be a branch of the repository');
  if (!isRefName(`refs/heads/${branch}`))
    throw problem('must be a name that git gives to branches');
}

import type { AuditRecords } from '../audit/index.ts';
import type { Ids } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { createNode, type NewNode, type TreeKinds, type TreeRecords } from '../tree/index.ts';
import type { Repository } from './model.ts';
import type { RepositoryRecords } from './ports.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly tree: TreeRecords;
  readonly repositories: RepositoryRecords;
};

export interface NewRepository extends NewNode {
  /** Where its files lie already. */
  readonly uuid: string;
  readonly defaultBranch: string;
  /** Makes the members of the project members of the repository. */
  readonly importMembers: boolean;
}

/**
 * Hangs a repository into the tree of the project's repository groups; its files are there before.
 * Throws what `createNode` throws.
 */
export async function createRepository(
  records: Records,
  within: ProjectGrant,
  kinds: TreeKinds,
  { uuid, defaultBranch, importMembers, ...wanted }: NewRepository,
  making: { readonly ids: Ids; readonly now: number },
): Promise<Repository> {
  const node = await createNode(records, within, kinds.repository, wanted, making);
  const facts = { uuid, defaultBranch, lastActivityAt: making.now };
  await records.repositories.insertRepository({ id: node.id, ...facts });
  if (importMembers) await records.repositories.importMembers(node, making.now);
  return { ...node, ...facts };
}

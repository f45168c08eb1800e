import type { AuditRecords } from '../audit/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import {
  findByNamePath,
  type Node,
  nodeNotFound,
  type TreeKinds,
  type TreeRecords,
  updateNode,
} from '../tree/index.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

/**
 * Hangs a repository under another group of its project, named by its path with or without the
 * project's id before it, or directly under the project, named by its id alone. Throws Problem
 * `not-found` (parent) and what `updateNode` throws.
 */
export async function transferRepository(
  records: Records,
  within: ProjectGrant,
  kinds: TreeKinds,
  repository: Node,
  namespace: string,
  now: number,
): Promise<Node> {
  const { domainId, id: projectId } = within.project;
  const [first = '', ...rest] = namespace.split('/');
  const inProject = first.toLowerCase() === projectId;
  const names = inProject ? rest : [first, ...rest];
  const parent =
    names.length === 0 ? undefined : await findByNamePath(records, domainId, projectId, names);
  if (!parent && names.length > 0) throw nodeNotFound(kinds.repositoryGroup, 'parent');
  const change = { parentId: parent?.id ?? null };
  return (await updateNode(records, within, kinds.repository, repository.id, change, now)).node;
}

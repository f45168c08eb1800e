import type { User } from '../../domain/access/index.ts';
import type { Project } from '../../domain/projects/index.ts';
import type { OnRepository, Repository } from '../../domain/repositories/index.ts';
import type { Records } from '../../domain/store.ts';
import { type Node, type Seen, showNode, type TreeKinds } from '../../domain/tree/index.ts';

/** What is told of a repository beside its files. */
export interface Told {
  readonly repository: Repository<Node & Seen>;
  readonly project: Project;
  /** The group that it lies in, undefined directly under the project. */
  readonly group: Node | undefined;
  readonly owner: User | undefined;
  readonly domainName: string;
}

/** What the records tell a caller of a repository that they see. */
export async function toldOf(
  records: Records,
  kinds: TreeKinds,
  { within, repository }: OnRepository,
): Promise<Told> {
  const { domainId, parentId, creatorId } = repository;
  const seen = await showNode(records, within, kinds.repository, repository.id);
  const { uuid, defaultBranch, lastActivityAt } = repository;
  return {
    repository: { ...seen, uuid, defaultBranch, lastActivityAt },
    project: within.project,
    group:
      parentId === null
        ? undefined
        : await records.tree.findNode(domainId, kinds.repositoryGroup.name, parentId),
    owner: await records.access.findUser(domainId, creatorId),
    domainName: within.grant.principal.domainName,
  };
}

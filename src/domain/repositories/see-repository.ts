import type { AccessRecords } from '../access/index.ts';
import type { Origin, Principal } from '../kernel/index.ts';
import type { ProjectGrant, ProjectRecords, ProjectRequirement } from '../projects/index.ts';
import {
  authorizeOnNode,
  findByNamePath,
  type Node,
  nodeNotFound,
  type TreeKinds,
  type TreeRecords,
} from '../tree/index.ts';
import type { Repository } from './model.ts';
import type { RepositoryRecords } from './ports.ts';

type Records = {
  readonly access: AccessRecords;
  readonly projects: ProjectRecords;
  readonly tree: TreeRecords;
  readonly repositories: RepositoryRecords;
};

/** What names a repository: its number, its uuid, or its address. */
export type RepositoryName =
  | { readonly id: string }
  | { readonly uuid: string }
  /** From the project down. */
  | { readonly projectId: string; readonly names: readonly string[] };

export interface OnRepository {
  readonly within: ProjectGrant;
  readonly repository: Repository;
}

/**
 * A repository, and the right to do something in its project. Throws Problem `not-found`, alike
 * where it is unknown, of another account or hidden from the caller, and `forbidden`.
 */
export async function authorizeOnRepository(
  records: Records,
  principal: Principal,
  requirement: ProjectRequirement,
  kinds: TreeKinds,
  name: RepositoryName,
  origin: Origin,
): Promise<OnRepository> {
  const kind = kinds.repository;
  const id = await idOf(records, principal.domainId, name);
  if (id === undefined) throw nodeNotFound(kind, 'id');
  const { within, node } = await authorizeOnNode(records, principal, requirement, kind, id, origin);
  const [repository] = await withFacts(records, [node]);
  if (!repository) throw nodeNotFound(kind, 'id');
  return { within, repository };
}

/** Nodes that are repositories, with what is kept of them beside. */
export async function withFacts<Shown extends Node>(
  records: Pick<Records, 'repositories'>,
  nodes: readonly Shown[],
): Promise<Repository<Shown>[]> {
  const facts = await records.repositories.repositoriesOf(nodes.map(({ id }) => id));
  return nodes.flatMap((node) => {
    const own = facts.get(node.id);
    return own ? [{ ...node, ...own }] : [];
  });
}

async function idOf(
  records: Records,
  domainId: string,
  name: RepositoryName,
): Promise<string | undefined> {
  if ('id' in name) return name.id;
  if ('uuid' in name) return records.repositories.idOf(name.uuid);
  return (await findByNamePath(records, domainId, name.projectId, name.names))?.id;
}

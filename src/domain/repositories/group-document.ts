import type { AuditRecords } from '../audit/index.ts';
import { type Ids, Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import {
  createNode,
  listTree,
  type Node,
  type NodeType,
  type TreeKind,
  type TreeKinds,
  type TreeRecords,
  type Visibility,
} from '../tree/index.ts';
import { createRepository } from './create-repository.ts';
import type { RepositoryFiles, RepositoryRecords } from './ports.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly tree: TreeRecords;
  readonly repositories: RepositoryRecords;
};

interface Transactions<Of extends Records> {
  write<T>(work: (records: Of) => Promise<T>): Promise<T>;
}

/** A group or repository as a document describes it. */
export interface DescribedNode {
  readonly type: NodeType;
  /** Names from the top down, joined by `/`. */
  readonly path: string;
  readonly description: string;
  /** Null where the kind has none. */
  readonly visibility: Visibility | null;
}

/**
 * The groups of a project: a group before what hangs under it, siblings in the order in which they
 * come to be.
 */
export interface GroupDocument<Of extends DescribedNode = DescribedNode> {
  readonly buildTaskGroups: readonly Of[];
  readonly repositoryGroups: readonly Of[];
}

/** A node of a document that is imported. */
export interface PlacedNode extends DescribedNode {
  /** Where it stands in the document, for refusals. */
  readonly place: string;
}

/** All groups and repositories of a project, whoever may see them. */
export async function exportGroups(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kinds: TreeKinds,
): Promise<GroupDocument> {
  const described = async (kind: TreeKind) => inOrder(await listTree(records, within, kind));
  return {
    buildTaskGroups: await described(kinds.buildTaskGroup),
    repositoryGroups: await described(kinds.repositoryGroup),
  };
}

/**
 * Makes all groups of a document in a project, and its repositories, empty; all or nothing. What
 * hangs under a group stands behind it in the document. `enter` asks for the right in the project.
 * Throws what `createNode` throws, naming the place in the document.
 */
export async function importGroups<Of extends Records>(
  store: Transactions<Of>,
  files: Pick<RepositoryFiles, 'create' | 'remove'>,
  enter: (records: Of) => Promise<ProjectGrant>,
  kinds: TreeKinds,
  document: GroupDocument<PlacedNode>,
  making: { readonly ids: Ids; readonly now: number },
): Promise<{ readonly groups: number; readonly repositories: number }> {
  const repositories = document.repositoryGroups.filter(({ type }) => type === 'repository');
  const uuids = new Map(repositories.map((each) => [each, making.ids.next()]));
  await store.write(async (records) => {
    await enter(records);
    for (const uuid of uuids.values()) await records.repositories.noteUnneeded(uuid);
  });
  for (const uuid of uuids.values()) await files.create(uuid, { defaultBranch });
  try {
    return await store.write(async (records) => {
      const within = await enter(records);
      const make = async (kind: TreeKind, nodes: readonly PlacedNode[]) => {
        const ids = new Map<string, string>();
        for (const node of nodes) {
          const made = await placed(node, () => {
            const parentId = parentOf(node, ids);
            const wanted = {
              name: node.path.slice(node.path.lastIndexOf('/') + 1),
              description: node.description,
              ...(parentId === undefined ? {} : { parentId }),
              ...(node.visibility === null ? {} : { visibility: node.visibility }),
            };
            const uuid = uuids.get(node);
            if (uuid === undefined) return createNode(records, within, kind, wanted, making);
            const start = { uuid, defaultBranch, importMembers: false };
            return createRepository(records, within, kinds, { ...wanted, ...start }, making);
          });
          if (!uuids.has(node)) ids.set(node.path, made.id);
        }
      };
      await make(kinds.buildTaskGroup, document.buildTaskGroups);
      await make(kinds.repositoryGroup, document.repositoryGroups);
      const all = document.buildTaskGroups.length + document.repositoryGroups.length;
      return { groups: all - uuids.size, repositories: uuids.size };
    });
  } catch (error) {
    if (error instanceof Problem) for (const uuid of uuids.values()) await files.remove(uuid);
    throw error;
  }
}

const defaultBranch = 'master';

/** Nodes of a tree, siblings by ordinal, highest first, as a document has them. */
function inOrder(nodes: readonly Node[]): DescribedNode[] {
  const children = Map.groupBy(nodes.toReversed(), ({ parentId }) => parentId);
  const below = (parentId: string | null): DescribedNode[] =>
    (children.get(parentId) ?? []).flatMap(({ id, type, namePath, description, visibility }) => [
      { type, path: namePath, description, visibility },
      ...below(id),
    ]);
  return below(null);
}

/** The id of the group that a node hangs under. Throws Problem `invalid` where it comes later. */
function parentOf({ path }: PlacedNode, ids: ReadonlyMap<string, string>) {
  const end = path.lastIndexOf('/');
  if (end === -1) return undefined;
  const above = path.slice(0, end);
  const parentId = ids.get(above);
  if (parentId !== undefined) return parentId;
  throw new Problem('invalid', {
    subject: 'document',
    field: 'path',
    reason: `must stand behind the group ${above}, which is not in the document before it`,
  });
}

/** Says of a refusal which node of the document it is about. */
async function placed<T>({ path, place }: PlacedNode, make: () => Promise<T> | T): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'forbidden') throw error;
    const { kind, subject, field = 'path', reason } = error;
    const told = `${place}, ${path}: ${field} ${reason}`;
    throw new Problem(kind, { subject, reason: told });
  }
}

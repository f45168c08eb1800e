import type { Grant, Slice } from '../kernel/index.ts';
import { type ProjectGrant, projectRoles } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, NodeInProject } from './model.ts';
import type { NodeList, TreeRecords, Viewer } from './ports.ts';
import { asSeen, ownsOnPath, viewerOf } from './see-node.ts';

type Records = { readonly tree: TreeRecords };

const openingRoles = projectRoles
  .filter((role) => role.points.has('code.download'))
  .map((role) => role.id);

/** A number that is raised whenever a node of the kind changes in the project. */
export function treeVersion(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
): Promise<number> {
  const { domainId, id } = within.project;
  return records.tree.treeVersion({ domainId, projectId: id, kind: kind.name });
}

/** All nodes of a kind in the project, siblings by ordinal, highest first. */
export function listTree(records: Records, within: ProjectGrant, kind: TreeKind): Promise<Node[]> {
  const { domainId, id } = within.project;
  return records.tree.listTree({ domainId, projectId: id, kind: kind.name });
}

/** The nodes directly under `parent`, or under the project, that the caller may see. */
export async function listChildren(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  parent: Node | undefined,
  list: NodeList,
): Promise<Slice<Node>> {
  const { domainId, id } = within.project;
  const tree = { domainId, projectId: id, kind: kind.name };
  const owns = parent !== undefined && (await ownsOnPath(records, within, kind, parent));
  const viewer: Viewer = owns ? { sees: 'all' } : viewerOf(within, kind);
  const { items, total } = await records.tree.listChildren(tree, parent, viewer, list);
  return { items: await Promise.all(items.map((node) => asSeen(records, viewer, node))), total };
}

/**
 * The nodes of all projects that the caller has joined (root: of the whole account), as far as
 * they may see them. `ownedOnly`: those they made. `withPublic`: also public ones elsewhere.
 */
export async function listOfAccount(
  records: Records,
  grant: Grant,
  kind: TreeKind,
  which: { readonly ownedOnly: boolean; readonly withPublic: boolean },
  list: NodeList,
): Promise<Slice<NodeInProject>> {
  const { domainId, userId, root } = grant.principal;
  const { items, total } = await records.tree.listOfAccount(
    { domainId, kind: kind.name, userId, allProjects: root, openingRoles, ...which },
    list,
  );
  const limited: Viewer = { sees: 'public-and-own', userId };
  const viewerFor = ({ roleId }: NodeInProject): Viewer =>
    root || openingRoles.includes(roleId ?? Number.NaN) ? { sees: 'all' } : limited;
  const seen = items.map((node) => asSeen(records, viewerFor(node), node));
  return { items: await Promise.all(seen), total };
}

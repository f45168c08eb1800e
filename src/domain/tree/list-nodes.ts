import type { Grant, Slice } from '../kernel/index.ts';
import { type ProjectGrant, projectRoles } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, NodeInProject } from './model.ts';
import type { NodeList, TreeRecords } from './ports.ts';
import { viewerOf } from './see-node.ts';

type Records = { readonly tree: TreeRecords };

const openingRoles = projectRoles
  .filter((role) => role.points.has('code.download'))
  .map((role) => role.id);

/** All nodes of a kind in the project, siblings by ordinal, highest first. */
export function listTree(records: Records, within: ProjectGrant, kind: TreeKind): Promise<Node[]> {
  const { domainId, id } = within.project;
  return records.tree.listTree({ domainId, projectId: id, kind: kind.name });
}

/** The nodes directly under `parent`, or under the project, that the caller may see. */
export function listChildren(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  parent: Node | undefined,
  list: NodeList,
): Promise<Slice<Node>> {
  const { domainId, id } = within.project;
  const tree = { domainId, projectId: id, kind: kind.name };
  return records.tree.listChildren(tree, parent, viewerOf(within, kind), list);
}

/**
 * The nodes of all projects that the caller has joined (root: of the whole account), as far as
 * they may see them. `ownedOnly`: those they made. `withPublic`: also public ones elsewhere.
 */
export function listOfAccount(
  records: Records,
  grant: Grant,
  kind: TreeKind,
  which: { readonly ownedOnly: boolean; readonly withPublic: boolean },
  list: NodeList,
): Promise<Slice<NodeInProject>> {
  const { domainId, userId, root } = grant.principal;
  return records.tree.listOfAccount(
    { domainId, kind: kind.name, userId, allProjects: root, openingRoles, ...which },
    list,
  );
}

import type { Grant, Slice } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { asSeen, type Eyes, type Seen } from './as-seen.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, NodeInProject } from './model.ts';
import type { NodeList, TreeRecords, Viewer } from './ports.ts';
import { isInside, nodeNotFound, onlookerOf, seeNode, viewerOf } from './see-node.ts';
import { openingRoles } from './standing.ts';

type Records = { readonly tree: TreeRecords };

/** A number that is raised whenever a node of the kind, or who is in it, changes in the project. */
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

/** One node as the caller sees it. Throws Problem `not-found`, as `seeNode` does. */
export async function showNode(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
): Promise<Node & Seen> {
  const node = await seeNode(records, within, kind, id, 'id');
  const [shown] = await asSeen(records, [node], eyesOf(within, viewerOf(within, kind)));
  if (!shown) throw nodeNotFound(kind, 'id');
  return shown;
}

/** As `showNode`, without the caller's roles, which take a query. */
export async function showNodeAlone(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
): Promise<Node & Pick<Seen, 'memberCount'>> {
  if (viewerOf(within, kind).sees !== 'all') return showNode(records, within, kind, id);
  const node = await seeNode(records, within, kind, id, 'id');
  const members = await records.tree.countMembers([node], openingRoles);
  return { ...node, memberCount: members.get(node.id) ?? 0 };
}

/** The nodes directly under `parent`, or under the project, that the caller may see. */
export async function listChildren(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  parent: Node | undefined,
  list: NodeList,
): Promise<Slice<Node & Seen>> {
  const { domainId, id } = within.project;
  const tree = { domainId, projectId: id, kind: kind.name };
  const role = viewerOf(within, kind);
  const limited = role.sees !== 'all' && parent !== undefined;
  const all = limited && (await isInside(records, within, kind, parent));
  const viewer: Viewer = all ? { sees: 'all' } : role;
  const { items, total } = await records.tree.listChildren(tree, parent, viewer, list);
  return { items: await asSeen(records, items, eyesOf(within, viewer)), total };
}

/** All nodes of a kind in the project, at any depth, that the caller may see. */
export async function listInProject(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  list: NodeList,
): Promise<Slice<Node & Seen>> {
  const { domainId, id } = within.project;
  const { userId, root } = within.grant.principal;
  const { name, type } = kind;
  const { items, total } = await records.tree.listOfAccount(
    {
      domainId,
      kind: name,
      type,
      projectId: id,
      userId,
      allProjects: root,
      openingRoles,
      ownedOnly: false,
      withPublic: false,
    },
    list,
  );
  return { items: await asSeen(records, items, eyesOf(within, viewerOf(within, kind))), total };
}

function eyesOf(within: ProjectGrant, viewer: Viewer): Eyes<Node> {
  const onlooker = onlookerOf(within);
  return { userId: onlooker.userId, onlooker: () => onlooker, viewer: () => viewer };
}

/**
 * The nodes of all projects that the caller has joined (root: of the whole account), as far as
 * they may see them. `ownedOnly`: those they own. `withPublic`: also public ones elsewhere.
 */
export async function listOfAccount(
  records: Records,
  grant: Grant,
  kind: TreeKind,
  which: { readonly ownedOnly: boolean; readonly withPublic: boolean },
  list: NodeList,
): Promise<Slice<NodeInProject & Seen>> {
  const { domainId, userId, root } = grant.principal;
  const { items, total } = await records.tree.listOfAccount(
    {
      domainId,
      kind: kind.name,
      type: kind.type,
      userId,
      allProjects: root,
      openingRoles,
      ...which,
    },
    list,
  );
  const limited: Viewer = { sees: 'public-and-own', userId };
  const eyes: Eyes<NodeInProject> = {
    userId,
    onlooker: ({ roleId }) => ({ userId, root, roleId }),
    viewer: ({ roleId }) =>
      root || openingRoles.includes(roleId ?? Number.NaN) ? { sees: 'all' } : limited,
  };
  return { items: await asSeen(records, items, eyes), total };
}

import type { Node } from './model.ts';
import type { TreeRecords, Viewer } from './ports.ts';
import {
  type Onlooker,
  openingRoles,
  rolesOnPaths,
  type Standing,
  standingsIn,
} from './standing.ts';

type Records = {
  readonly tree: Pick<TreeRecords, 'rolesIn' | 'countChildrenSeen' | 'countMembers'>;
};

/** What a user is shown of a node beside itself; its children are counted as far as they see them. */
export interface Seen {
  /** The user's roles in it, highest first; none where they see it as a public one only. */
  readonly standings: readonly Standing[];
  /** How many members it has, inherited ones included. */
  readonly memberCount: number;
}

/** Whose eyes nodes are for: the user as each node's project knows them, and what they see there. */
export interface Eyes<Shown extends Node> {
  readonly userId: string;
  onlooker(node: Shown): Onlooker;
  viewer(node: Shown): Viewer;
}

/** Nodes of a page as a user sees them; the queries are as many for one node as for a hundred. */
export async function asSeen<Shown extends Node>(
  records: Records,
  nodes: readonly Shown[],
  { userId, onlooker, viewer }: Eyes<Shown>,
): Promise<(Shown & Seen)[]> {
  if (nodes.length === 0) return [];
  const roles = await rolesOnPaths(records, nodes, [userId]);
  const members = await records.tree.countMembers(nodes, openingRoles);
  const inside = new Set(roles.map(({ nodeId }) => nodeId));
  const inPart = nodes.filter(
    (node) =>
      node.childCount > 0 &&
      viewer(node).sees !== 'all' &&
      !node.path.split('.').some((id) => inside.has(id)),
  );
  const counts = await records.tree.countChildrenSeen(inPart, userId);
  return nodes.map((node) => ({
    ...node,
    ...counts.get(node.id),
    standings: standingsIn(node, onlooker(node), roles),
    memberCount: members.get(node.id) ?? 0,
  }));
}

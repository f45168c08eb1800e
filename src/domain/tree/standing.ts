import {
  groupOwnerRole,
  type ProjectRole,
  projectRole,
  projectRoles,
  rootRole,
} from '../projects/index.ts';
import type { Node } from './model.ts';
import type { NodeRecords, NodeRole } from './ports.ts';

/** A role that a user has in a node, and where they have it from. */
export interface Standing {
  readonly role: ProjectRole;
  readonly source: 'account' | 'project' | 'owner' | 'member';
  /** The node that they own or were made a member of: the one in question or one above it. */
  readonly node?: { readonly id: string; readonly name: string };
  /** Since when, where it is by a node. */
  readonly since?: number;
  /** The id of the user group that makes them a member, where one does. */
  readonly userGroupId?: string;
}

/** What is known of a user before any node is looked at. */
export interface Onlooker {
  readonly userId: string;
  readonly root: boolean;
  /** Their role number in the node's project, undefined where they have not joined it. */
  readonly roleId: number | undefined;
}

const opening = projectRoles.filter((role) => role.points.has('code.download'));

/**
 * Role numbers that make a member of every node of a project: those that may download code. See
 * docs/decisions/0007.
 */
export const openingRoles: readonly number[] = opening.map((role) => role.id);

/**
 * The roles of a user in a node, highest first, of one height the nearest first; none where they may
 * not know of it. `roles` are those that they have in nodes, at least those on the node's path.
 */
export function standingsIn(
  node: Node,
  { userId, root, roleId }: Onlooker,
  roles: readonly NodeRole[],
): readonly Standing[] {
  const path = node.path.split('.');
  const own = roles
    .filter((each) => each.userId === userId && path.includes(each.nodeId))
    .sort((a, b) => path.indexOf(b.nodeId) - path.indexOf(a.nodeId))
    .flatMap(standingBy);
  const inProject = projectRole(roleId ?? Number.NaN);
  const inherits = node.visibility !== 'private' || openingRoles.includes(roleId ?? Number.NaN);
  const found: Standing[] = [
    ...(root ? [{ role: rootRole, source: 'account' } as const] : []),
    ...own,
    ...(inProject && inherits ? [{ role: inProject, source: 'project' } as const] : []),
  ];
  return found.sort((a, b) => b.role.accessLevel - a.role.accessLevel);
}

function standingBy({ nodeId, nodeName, roleId, since, userGroupId }: NodeRole): Standing[] {
  const node = { id: nodeId, name: nodeName };
  if (roleId === 'owner') return [{ role: groupOwnerRole, source: 'owner', node, since }];
  const role = projectRole(roleId);
  const by = userGroupId === undefined ? {} : { userGroupId };
  return role ? [{ role, source: 'member', node, since, ...by }] : [];
}

/** The roles that a user has on the paths of these nodes, in one query. */
export function rolesOnPaths(
  records: { readonly tree: Pick<NodeRecords, 'rolesIn'> },
  nodes: readonly Node[],
  userIds: readonly string[],
): Promise<readonly NodeRole[]> {
  const ids = new Set(nodes.flatMap(({ path }) => path.split('.')));
  return records.tree.rolesIn([...ids], userIds);
}

import type { AccessRecords } from '../access/index.ts';
import { type Origin, type Principal, Problem } from '../kernel/index.ts';
import {
  authorizeInProject,
  type ProjectGrant,
  type ProjectRecords,
  type ProjectRequirement,
} from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { NodeRecords, Viewer } from './ports.ts';
import { type Onlooker, rolesOnPaths, type Standing, standingsIn } from './standing.ts';

type Records = {
  readonly access: AccessRecords;
  readonly projects: ProjectRecords;
  readonly tree: Pick<NodeRecords, 'findNode' | 'rolesIn'>;
};

/** What names a node in a call. */
export type NodeField = 'id' | 'parent' | 'source' | 'target' | 'group' | 'groupPath';

/**
 * The node, if it is in the grant's project and the caller may know of it.
 * Throws Problem `not-found` on `field`, the same for unknown, elsewhere and hidden.
 */
export async function seeNode(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
  field: NodeField,
): Promise<Node> {
  const node = await records.tree.findNode(within.project.domainId, kind.name, id);
  return seen(records, within, kind, node, field);
}

async function seen(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node | undefined,
  field: NodeField,
): Promise<Node> {
  const there = node?.projectId === within.project.id && node.type === kind.type;
  if (there && (await isVisible(records, within, kind, node))) return node;
  throw nodeNotFound(kind, field);
}

/**
 * The node by its id alone, and the right to do something in its project.
 * Throws Problem `not-found` also where the project is hidden from the caller, and `forbidden`.
 */
export async function authorizeOnNode(
  records: Records,
  principal: Principal,
  requirement: ProjectRequirement,
  kind: TreeKind,
  id: string,
  origin: Origin,
): Promise<{ within: ProjectGrant; node: Node }> {
  const found = await records.tree.findNode(principal.domainId, kind.name, id);
  if (found?.type !== kind.type) throw nodeNotFound(kind, 'id');
  try {
    const within = await authorizeInProject(
      records,
      principal,
      requirement,
      found.projectId,
      origin,
    );
    return { within, node: await seen(records, within, kind, found, 'id') };
  } catch (error) {
    if (error instanceof Problem && error.kind === 'project-hidden') {
      throw nodeNotFound(kind, 'id');
    }
    throw error;
  }
}

/** What of a kind the caller sees in the project, but for what lies below nodes of their own. */
export function viewerOf(within: ProjectGrant, kind: TreeKind): Viewer {
  if (!kind.hasVisibility || within.has('code.download')) return { sees: 'all' };
  return { sees: 'public-and-own', userId: within.grant.principal.userId };
}

export function onlookerOf({ grant, role }: ProjectGrant): Onlooker {
  const { userId, root } = grant.principal;
  return { userId, root, roleId: root ? undefined : role.id };
}

/** The caller's roles in a node that they see, highest first. */
export async function standingsOf(
  records: { readonly tree: Pick<NodeRecords, 'rolesIn'> },
  within: ProjectGrant,
  node: Node,
): Promise<readonly Standing[]> {
  const onlooker = onlookerOf(within);
  return standingsIn(node, onlooker, await rolesOnPaths(records, [node], [onlooker.userId]));
}

/** Whether the caller owns the node or one above it, or is a member there. */
export async function isInside(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
): Promise<boolean> {
  if (!kind.hasMembers) return false;
  return (await rolesOnPaths(records, [node], [within.grant.principal.userId])).length > 0;
}

async function isVisible(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
): Promise<boolean> {
  if (node.visibility !== 'private' || viewerOf(within, kind).sees === 'all') return true;
  return isInside(records, within, kind, node);
}

export function nodeNotFound(kind: TreeKind, field: string): Problem {
  return new Problem('not-found', {
    subject: kind.subject,
    field,
    reason: `there is no such ${kind.subject} in the project`,
  });
}

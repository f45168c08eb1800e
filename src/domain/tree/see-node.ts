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
import type { TreeRecords, Viewer } from './ports.ts';

type Records = {
  readonly access: AccessRecords;
  readonly projects: ProjectRecords;
  readonly tree: TreeRecords;
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
  return asShown(records, within, kind, node, field);
}

/** The node as the caller may know it. Throws Problem `not-found`. */
async function asShown(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node | undefined,
  field: NodeField,
): Promise<Node> {
  if (node?.projectId === within.project.id && (await isVisible(records, within, kind, node))) {
    return asSeen(records, viewerOf(within, kind), node);
  }
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
  if (!found) throw nodeNotFound(kind, 'id');
  try {
    const within = await authorizeInProject(
      records,
      principal,
      requirement,
      found.projectId,
      origin,
    );
    return { within, node: await asShown(records, within, kind, found, 'id') };
  } catch (error) {
    if (error instanceof Problem && error.kind === 'project-hidden') {
      throw nodeNotFound(kind, 'id');
    }
    throw error;
  }
}

/** The node with only those children counted that the viewer sees: all below what they made. */
export async function asSeen<Seen extends Node>(
  records: Pick<Records, 'tree'>,
  viewer: Viewer,
  node: Seen,
): Promise<Seen> {
  if (viewer.sees === 'all' || node.childCount === 0) return node;
  if (await madeOnPath(records, node, viewer.userId)) return node;
  return { ...node, childCount: await records.tree.countChildrenSeen(node, viewer.userId) };
}

/** What of a kind the caller sees in the project. */
export function viewerOf(within: ProjectGrant, kind: TreeKind): Viewer {
  if (!kind.hasVisibility || within.has('code.download')) return { sees: 'all' };
  return { sees: 'public-and-own', userId: within.grant.principal.userId };
}

/** Whether the caller made the node or one above it, where that gives rights. */
export function ownsOnPath(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
): Promise<boolean> {
  if (!kind.creatorOwns) return Promise.resolve(false);
  return madeOnPath(records, node, within.grant.principal.userId);
}

function madeOnPath(
  records: Pick<Records, 'tree'>,
  { path }: Node,
  userId: string,
): Promise<boolean> {
  return records.tree.ownsAny(path.split('.'), userId);
}

async function isVisible(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
): Promise<boolean> {
  if (node.visibility !== 'private' || viewerOf(within, kind).sees === 'all') return true;
  return ownsOnPath(records, within, kind, node);
}

function nodeNotFound(kind: TreeKind, field: string): Problem {
  return new Problem('not-found', {
    subject: kind.subject,
    field,
    reason: `there is no such ${kind.subject} in the project`,
  });
}

import { lacking, type PermissionPoint, type ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { NodeRecords } from './ports.ts';
import { standingsOf } from './see-node.ts';

type Records = { readonly tree: Pick<NodeRecords, 'rolesIn'> };

/**
 * Lets the caller do something in a node, or directly under the project: by their role there, or by
 * one in the node or above it. Throws Problem `forbidden`.
 */
export async function requirePoint(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node | undefined,
  point: PermissionPoint,
): Promise<void> {
  if (await permits(records, within, kind, node, point)) return;
  const inVain =
    node !== undefined && kind.hasMembers
      ? `, and no role of yours in the ${kind.subject} has it`
      : '';
  throw lacking(within, point, inVain);
}

/** Whether `requirePoint` lets the caller. */
export async function permits(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node | undefined,
  point: PermissionPoint,
): Promise<boolean> {
  if (within.has(point)) return true;
  if (node === undefined || !kind.hasMembers) return false;
  const standings = await standingsOf(records, within, node);
  return standings.some(({ role }) => role.points.has(point));
}

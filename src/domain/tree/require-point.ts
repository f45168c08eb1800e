import { lacking, type PermissionPoint, type ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { NodeRecords } from './ports.ts';
import { standingsOf } from './see-node.ts';

/**
 * Lets the caller do something in a node, or directly under the project: by their role there, or by
 * one in the node or above it. Throws Problem `forbidden`.
 */
export async function requirePoint(
  records: { readonly tree: Pick<NodeRecords, 'rolesIn'> },
  within: ProjectGrant,
  kind: TreeKind,
  node: Node | undefined,
  point: PermissionPoint,
): Promise<void> {
  if (within.has(point)) return;
  const inNode = node !== undefined && kind.hasMembers;
  if (inNode) {
    const standings = await standingsOf(records, within, node);
    if (standings.some(({ role }) => role.points.has(point))) return;
  }
  const inVain = inNode ? `, and no role of yours in the ${kind.subject} has it` : '';
  throw lacking(within, point, inVain);
}

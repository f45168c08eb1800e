import { lacking, type PermissionPoint, type ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import { permissionsIn } from './permissions-in.ts';
import type { MatrixRecords, NodeRecords } from './ports.ts';
import { standingsOf } from './see-node.ts';

type Records = { readonly tree: Pick<NodeRecords, 'rolesIn'> & Pick<MatrixRecords, 'matricesOf'> };

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
  if (node === undefined || !kind.hasMembers) return within.has(point);
  const permissions = (await permissionsIn(records, [node]))(node);
  if (permissions.has(within.role, point)) return true;
  const standings = await standingsOf(records, within, node);
  return standings.some(({ role }) => permissions.has(role, point));
}

import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import { type ProjectGrant, projectRole, repoMatrix } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import { type PermissionChange, permissionsIn } from './permissions-in.ts';
import type { TreeRecords } from './ports.ts';
import { requirePoint } from './require-point.ts';

/**
 * Changes what roles may do in a node and below it, as far as the project's matrix lets it be
 * changed. A node that has used the matrix above it so far goes on from that one with its own.
 * Throws Problem `forbidden` or `invalid` (role, permission).
 */
export async function changePermissions(
  records: { readonly audit: AuditRecords; readonly tree: TreeRecords },
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  changes: readonly PermissionChange[],
  now: number,
): Promise<void> {
  await requirePoint(records, within, kind, node, 'repository-group.permissions');
  for (const change of changes) requireChangeable(change);
  if (changes.length === 0) return;
  const before = (await permissionsIn(records, [node]))(node);
  const isNew = ({ roleId, point }: PermissionChange) =>
    !changes.some((change) => change.roleId === roleId && change.point === point);
  await records.tree.keepMatrix(node, [...before.changes.filter(isNew), ...lastOfEach(changes)]);
  await recordChange(records, within.grant, {
    at: now,
    resource: `${kind.resource}/${node.id}/permissions`,
    projectId: node.projectId,
  });
}

function lastOfEach(changes: readonly PermissionChange[]): PermissionChange[] {
  const byCell = changes.map((change) => [`${change.roleId} ${change.point}`, change] as const);
  return [...new Map(byCell).values()];
}

function requireChangeable({ roleId, point, has }: PermissionChange): void {
  const role = projectRole(roleId);
  if (!role || roleId < 0) {
    throw invalid('role', `must be the number of a role that members of projects are given`);
  }
  const { standing } = repoMatrix.entry(point, roleId);
  if (standing === 'A' && !has) {
    throw invalid('permission', `must stay: the role ${role.name} always has ${point}`);
  }
  if (standing === 'D' && has) {
    throw invalid('permission', `must not be given: the role ${role.name} never has ${point}`);
  }
}

function invalid(field: string, reason: string): Problem {
  return new Problem('invalid', { subject: 'permission', field, reason });
}

import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { TreeRecords } from './ports.ts';
import { requirePoint } from './require-point.ts';
import { seeNode } from './see-node.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

/**
 * Deletes a node with everything below it and answers the node as it was. For a while it can be
 * restored; nothing but `deletions.ts` knows of it meanwhile.
 * Throws Problem `not-found` or `forbidden`.
 */
export async function deleteNode(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
  now: number,
): Promise<Node> {
  const node = await seeNode(records, within, kind, id, 'id');
  await requirePoint(records, within, kind, node, kind.deletePoint);
  const { userId, userName } = within.grant.principal;
  await records.tree.deleteSubtree(node, { userId, userName, at: now });
  await recordChange(records, within.grant, {
    at: now,
    resource: `${kind.resource}/${id}`,
    projectId: node.projectId,
  });
  return node;
}

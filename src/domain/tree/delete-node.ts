import { type AuditRecords, recordChange } from '../audit/index.ts';
import { lacking, type ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import type { TreeRecords } from './ports.ts';
import { ownsOnPath, seeNode } from './see-node.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

/**
 * Deletes a node with everything below it and answers the node as it was.
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
  await requireRight(records, within, kind, node);
  await records.tree.deleteSubtree(node);
  await recordChange(records, within.grant, {
    at: now,
    resource: `${kind.name}/${id}`,
    projectId: node.projectId,
  });
  return node;
}

async function requireRight(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
): Promise<void> {
  if (within.has(kind.deletePoint)) return;
  if (await ownsOnPath(records, within, kind, node)) return;
  throw lacking(within, kind.deletePoint, `, and you did not create the ${kind.subject}`);
}

import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import { siblingKey } from './name-rule.ts';
import type { TreeRecords } from './ports.ts';
import { seeNode } from './see-node.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

/**
 * Exchanges the places of two siblings; a node with itself changes nothing.
 * Throws Problem `not-found` (source, target) or `invalid` where they are no siblings.
 */
export async function swapNodes(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  ids: { readonly source: string; readonly target: string },
  now: number,
): Promise<void> {
  const source = await seeNode(records, within, kind, ids.source, 'source');
  const target = await seeNode(records, within, kind, ids.target, 'target');
  if (source.id === target.id) return;
  if (source.parentId !== target.parentId) {
    throw new Problem('invalid', {
      subject: kind.subject,
      field: 'target',
      reason: `must be a ${kind.subject} under the same parent`,
    });
  }
  const parent =
    source.parentId === null
      ? undefined
      : await seeNode(records, within, kind.under ?? kind, source.parentId, 'parent');
  const updaterName = within.grant.principal.userName;
  const place = async (node: Node, ordinal: number) => {
    const placed = { ...node, ordinal, updaterName, updatedAt: now };
    await records.tree.changeNode(placed, node, parent, siblingKey(kind.names, node.name));
    const resource = `${kind.resource}/${node.id}`;
    await recordChange(records, within.grant, { at: now, resource, projectId: node.projectId });
  };
  await place(source, target.ordinal);
  await place(target, source.ordinal);
}

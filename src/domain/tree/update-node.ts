import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node } from './model.ts';
import { checkedName, siblingKey } from './name-rule.ts';
import { nameTaken, requireDepth, requireNamePath, visibilityUnder } from './place-rules.ts';
import type { TreeRecords } from './ports.ts';
import { seeNode } from './see-node.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

export interface NodeChange {
  /** Absent: the name stays. */
  readonly name?: string;
  /** Absent: it stays where it is. Null: directly under the project. */
  readonly parentId?: string | null;
}

/**
 * Renames a node, or hangs it with everything below it under another parent of the project, where
 * it comes first. Throws Problem `not-found` (id, parent), `invalid` (name, parent that lies below the
 * node or too deep, visibility, path too long) or `taken` (name).
 */
export async function updateNode(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
  change: NodeChange,
  now: number,
): Promise<Node> {
  const former = await seeNode(records, within, kind, id, 'id');
  const parentId = change.parentId === undefined ? former.parentId : change.parentId;
  const parent =
    parentId === null
      ? undefined
      : await seeNode(records, within, kind.under ?? kind, parentId, 'parent');
  const name =
    change.name === undefined ? former.name : checkedName(kind.names, kind.subject, change.name);
  const key = siblingKey(kind.names, name);
  const moves = parentId !== former.parentId;
  const namePath = parent ? `${parent.namePath}/${name}` : name;
  if (moves || name !== former.name) {
    const { levels, longestNamePath } = await records.tree.measureSubtree(former);
    if (moves) {
      requireNoCycle(kind, former, parent);
      requireDepth(kind, parent, levels);
      visibilityUnder(kind, parent, former.visibility ?? undefined);
    }
    requireNamePath(kind, longestNamePath - former.namePath.length + namePath.length);
    const sameKey = !moves && key === siblingKey(kind.names, former.name);
    if (!sameKey && (await records.tree.isNameTaken(former, parent, key))) {
      throw nameTaken(kind, name);
    }
  }

  const node: Node = {
    ...former,
    parentId,
    path: parent ? `${parent.path}.${id}` : id,
    namePath,
    depth: (parent?.depth ?? 0) + 1,
    name,
    ordinal: moves ? await records.tree.countUnder(former, parent) : former.ordinal,
    updaterName: within.grant.principal.userName,
    updatedAt: now,
  };
  const leaves = moves || key !== siblingKey(kind.names, former.name);
  if (leaves && kind.hasAddresses) await records.tree.keepFormerName(former);
  await records.tree.changeNode(node, former, parent, key);
  const resource = `${kind.resource}/${id}`;
  await recordChange(records, within.grant, { at: now, resource, projectId: node.projectId });
  return node;
}

function requireNoCycle(kind: TreeKind, node: Node, parent: Node | undefined): void {
  if (!parent || !`${parent.path}.`.startsWith(`${node.path}.`)) return;
  throw new Problem('invalid', {
    subject: kind.subject,
    field: 'parent',
    reason: `must not be the ${kind.subject} itself or lie below it`,
  });
}

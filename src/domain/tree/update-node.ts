import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, Visibility } from './model.ts';
import { checkedName, siblingKey } from './name-rule.ts';
import { nameTaken, requireDepth, requireNamePath, visibilityUnder } from './place-rules.ts';
import type { TreeRecords } from './ports.ts';
import { requirePoint } from './require-point.ts';
import { seeNode } from './see-node.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

/** What is absent stays as it is. */
export interface NodeChange {
  readonly name?: string;
  /** Null: directly under the project. */
  readonly parentId?: string | null;
  readonly description?: string;
  /** Private: everything below becomes private, too. */
  readonly visibility?: Visibility;
}

export interface Updated {
  readonly node: Node;
  /** How many nodes below it were public and are private now. */
  readonly madePrivate: number;
}

/**
 * Renames a node, describes it anew, changes who sees it, or hangs it with everything below it under
 * another parent of the project, where it comes first. Names of before lead on to it where names are
 * addresses. Throws Problem `not-found` (id, parent), `forbidden`, `invalid` (name, parent that lies
 * below the node or too deep, visibility, path too long) or `taken` (name).
 */
export async function updateNode(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
  change: NodeChange,
  now: number,
): Promise<Updated> {
  const former = await seeNode(records, within, kind, id, 'id');
  const parentId = change.parentId === undefined ? former.parentId : change.parentId;
  const parent =
    parentId === null
      ? undefined
      : await seeNode(records, within, kind.under ?? kind, parentId, 'parent');
  const moves = parentId !== former.parentId;
  await requireRights(records, within, kind, former, change, moves ? { parent } : undefined);

  const name =
    change.name === undefined ? former.name : checkedName(kind.names, kind.subject, change.name);
  const key = siblingKey(kind.names, name);
  const namePath = parent ? `${parent.namePath}/${name}` : name;
  const leaves = moves || key !== siblingKey(kind.names, former.name);
  if (moves || name !== former.name) {
    const { levels, longestNamePath } = await records.tree.measureSubtree(former);
    if (moves) {
      requireNoCycle(kind, former, parent);
      requireDepth(kind, parent, levels);
    }
    requireNamePath(kind, longestNamePath - former.namePath.length + namePath.length);
  }
  const visibility =
    moves || change.visibility !== undefined
      ? visibilityUnder(kind, parent, change.visibility ?? former.visibility ?? undefined)
      : former.visibility;
  if (leaves && (await records.tree.isNameTaken(former, parent, key))) throw nameTaken(kind, name);

  const node: Node = {
    ...former,
    parentId,
    path: parent ? `${parent.path}.${id}` : id,
    namePath,
    depth: (parent?.depth ?? 0) + 1,
    name,
    description: change.description ?? former.description,
    visibility,
    ordinal: moves ? await records.tree.countUnder(former, parent) : former.ordinal,
    updaterName: within.grant.principal.userName,
    updatedAt: now,
  };
  if (leaves && kind.hasAddresses) await records.tree.keepFormerName(former);
  await records.tree.changeNode(node, former, parent, key);
  const lowers = visibility === 'private' && former.visibility === 'public';
  const madePrivate = lowers ? await records.tree.makePrivateBelow(node) : 0;
  const resource = `${kind.resource}/${id}`;
  await recordChange(records, within.grant, { at: now, resource, projectId: node.projectId });
  return { node, madePrivate };
}

/** What a change asks: of the node itself, and of where it goes `to`. */
async function requireRights(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  { name, description, visibility }: NodeChange,
  to: { readonly parent: Node | undefined } | undefined,
): Promise<void> {
  if (description !== undefined || visibility !== undefined) {
    await requirePoint(records, within, kind, node, kind.settingsPoint);
  }
  if (name !== undefined) await requirePoint(records, within, kind, node, kind.renamePoint);
  if (!to) return;
  await requirePoint(records, within, kind, node, kind.movePoint);
  await requirePoint(records, within, kind, to.parent, kind.createPoint);
}

function requireNoCycle(kind: TreeKind, node: Node, parent: Node | undefined): void {
  if (!parent || !`${parent.path}.`.startsWith(`${node.path}.`)) return;
  throw new Problem('invalid', {
    subject: kind.subject,
    field: 'parent',
    reason: `must not be the ${kind.subject} itself or lie below it`,
  });
}

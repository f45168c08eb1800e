import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Ids, Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from './kinds.ts';
import type { Node, Visibility } from './model.ts';
import { checkedName, siblingKey } from './name-rule.ts';
import {
  nameTaken,
  requireDepth,
  requireNamePath,
  requireRoom,
  visibilityUnder,
} from './place-rules.ts';
import type { TreeRecords } from './ports.ts';
import { requirePoint } from './require-point.ts';
import { seeNode } from './see-node.ts';

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

export interface NewNode {
  readonly name: string;
  /** Absent: directly under the project. */
  readonly parentId?: string;
  /** Absent: the parent's, or public. */
  readonly visibility?: Visibility;
  readonly description?: string;
  /** A fixed id, for the group that the vendor's example names. */
  readonly id?: string;
}

/**
 * Hangs a new node into the tree of its kind, last in time and so first among its siblings.
 * Throws Problem `invalid` (name, parent too deep, visibility, path too long), `not-found`
 * (parent), `forbidden`, `limit-reached` or `taken` (name).
 */
export async function createNode(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  wanted: NewNode,
  { ids, now }: { readonly ids: Ids; readonly now: number },
): Promise<Node> {
  const { grant, project } = within;
  const { parent, name, namePath, visibility } = await placeFor(records, within, kind, wanted);

  const tree = { domainId: project.domainId, projectId: project.id, kind: kind.name };
  const { nodes, ordinal, key } = await records.tree.countIn(tree, kind.type, parent);
  requireRoom(kind, nodes);

  const id = wanted.id ?? (await newId(records, kind, ids));
  const node: Node = {
    ...tree,
    type: kind.type,
    key,
    id,
    parentId: parent?.id ?? null,
    path: parent ? `${parent.path}.${id}` : id,
    namePath,
    depth: (parent?.depth ?? 0) + 1,
    name,
    description: wanted.description ?? '',
    visibility,
    ordinal,
    childCount: 0,
    repositoryCount: 0,
    creatorId: grant.principal.userId,
    creatorName: grant.principal.userName,
    creatorNumber: grant.principal.userNumber,
    createdAt: now,
    updaterName: null,
    updatedAt: null,
  };
  if (!(await records.tree.insertNode(node, parent, siblingKey(kind.names, name)))) {
    throw nameTaken(kind, name);
  }
  await recordChange(records, grant, {
    at: now,
    resource: `${kind.resource}/${id}`,
    projectId: project.id,
  });
  return node;
}

interface Place {
  readonly parent: Node | undefined;
  readonly name: string;
  readonly namePath: string;
  readonly visibility: Visibility | null;
}

/**
 * Where a node would hang. Throws what `createNode` throws, but for what shows only when it is done:
 * `limit-reached` and `taken`.
 */
export async function placeFor(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  wanted: NewNode,
): Promise<Place> {
  const parent =
    wanted.parentId === undefined
      ? undefined
      : await seeNode(records, within, kind.under ?? kind, wanted.parentId, 'parent');
  await requirePoint(records, within, kind, parent, kind.createPoint);
  return placeUnder(kind, parent, wanted);
}

/** Throws Problem `invalid` (name, parent too deep, visibility, path too long). */
function placeUnder(
  kind: TreeKind,
  parent: Node | undefined,
  wanted: Pick<NewNode, 'name' | 'visibility'>,
): Place {
  const name = checkedName(kind.names, kind.subject, wanted.name);
  requireDepth(kind, parent, kind.type === 'group' ? 1 : 0);
  const visibility = visibilityUnder(kind, parent, wanted.visibility);
  const namePath = parent ? `${parent.namePath}/${name}` : name;
  requireNamePath(kind, namePath.length);
  return { parent, name, namePath, visibility };
}

/**
 * Why a new node may not have a name there, undefined where it may. Throws Problem `not-found`
 * (parent).
 */
export async function refusalOfName(
  records: Pick<Records, 'tree'>,
  within: ProjectGrant,
  kind: TreeKind,
  { name: wanted, parentId }: Pick<NewNode, 'name' | 'parentId'>,
): Promise<Problem | undefined> {
  const parent =
    parentId === undefined
      ? undefined
      : await seeNode(records, within, kind.under ?? kind, parentId, 'parent');
  try {
    const { name, namePath } = placeUnder(kind, parent, { name: wanted });
    const tree = { domainId: within.project.domainId, projectId: within.project.id };
    const keys = namePath.split('/').map((each) => siblingKey(kind.names, each));
    const found = await records.tree.findByNames({ ...tree, kind: kind.name }, keys);
    // One that had the name before does not hold it.
    const holds = found && siblingKey(kind.names, found.namePath) === keys.join('/');
    return holds ? nameTaken(kind, name) : undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function newId(records: Records, kind: TreeKind, ids: Ids): Promise<string> {
  if (kind.identity === 'hex') return ids.next();
  return String(await records.tree.nextNumber());
}

import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Page, Problem, type Slice } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { kindOf, type TreeKind, type TreeKinds } from './kinds.ts';
import type { Deletion, Node } from './model.ts';
import { checkedName, siblingKey } from './name-rule.ts';
import {
  nameTaken,
  requireDepth,
  requireNamePath,
  requireRoom,
  visibilityUnder,
} from './place-rules.ts';
import type { DeletionFilter, TreeRecords } from './ports.ts';
import { requirePoint } from './require-point.ts';
import { seeNode } from './see-node.ts';

/** How long deletions can be restored unless that is set. */
export const defaultDeletedDays = 7;

type Records = { readonly audit: AuditRecords; readonly tree: TreeRecords };

/**
 * What was deleted since a time in the project's tree of a kind and can be restored, newest first:
 * all of it for whoever may delete anything there, for others what they deleted themselves.
 */
export function listDeletions(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  since: number,
  page: Page,
): Promise<Slice<Deletion>> {
  return records.tree.listDeletions(treeOf(within, kind), seen(within, kind, since), page);
}

/** Where a deletion is restored to; what is absent is as it was. */
export interface Place {
  readonly name?: string;
  /** Null: directly under the project. */
  readonly parentId?: string | null;
}

export interface Restored {
  readonly node: Node;
  /** How many nodes are back, itself included. */
  readonly nodes: number;
  /** How many nodes below it were public and are private now, as what they hang under is. */
  readonly madePrivate: number;
}

/**
 * Puts a deleted node back with everything that was below it, first among its siblings, with its
 * members and all else that it had. Throws Problem `not-found` (id, parent), `forbidden`, `conflict`
 * (parent, where what it hung under is gone), `taken` or `invalid` (name), `invalid` (parent too
 * deep) or `limit-reached`.
 */
export async function restoreDeletion(
  records: Records,
  within: ProjectGrant,
  kinds: TreeKinds,
  kind: TreeKind,
  id: string,
  place: Place,
  { since, now }: { readonly since: number; readonly now: number },
): Promise<Restored> {
  const deletion = await seeDeletion(records, within, kind, id, since);
  const own = kindOf(kinds, deletion.node);
  const parent = await seeParent(records, within, own, deletion.node, place.parentId);
  await requirePoint(records, within, own, parent, own.createPoint);

  const former = deletion.node;
  const name =
    place.name === undefined ? former.name : checkedName(own.names, own.subject, place.name);
  const key = siblingKey(own.names, name);
  const namePath = parent ? `${parent.namePath}/${name}` : name;
  const { levels, longestNamePath } = await records.tree.measureDeletion(deletion);
  requireDepth(own, parent, levels);
  requireNamePath(own, longestNamePath - former.namePath.length + namePath.length);
  const closed = parent?.visibility === 'private';
  const visibility = visibilityUnder(
    own,
    parent,
    closed ? 'private' : (former.visibility ?? undefined),
  );
  if (await records.tree.isNameTaken(former, parent, key)) {
    const { reason, ...taken } = nameTaken(own, name);
    throw new Problem('taken', { ...taken, reason: `${reason}; another name can be given` });
  }

  const node: Node = {
    ...former,
    parentId: parent?.id ?? null,
    path: parent ? `${parent.path}.${id}` : id,
    namePath,
    depth: (parent?.depth ?? 0) + 1,
    name,
    visibility,
    ordinal: await records.tree.countUnder(former, parent),
    updaterName: within.grant.principal.userName,
    updatedAt: now,
  };
  requireRoom(own, await records.tree.putBack(deletion, parent, key));
  await records.tree.changeNode(node, former, parent, key);
  const madePrivate = closed ? await records.tree.makePrivateBelow(node) : 0;
  await recordEnd(records, within, own, node, 'restored', now);
  return { node, nodes: deletion.nodes, madePrivate };
}

/**
 * Ends the time in which a deletion can be restored. Throws Problem `not-found`.
 */
export async function purgeDeletion(
  records: Records,
  within: ProjectGrant,
  kinds: TreeKinds,
  kind: TreeKind,
  id: string,
  { since, now }: { readonly since: number; readonly now: number },
): Promise<Deletion> {
  const deletion = await seeDeletion(records, within, kind, id, since);
  await records.tree.endDeletion(deletion);
  const own = kindOf(kinds, deletion.node);
  await recordEnd(records, within, own, deletion.node, 'purged', now);
  return deletion;
}

/**
 * Forgets a portion of the deletions of before a time, and answers whether there may be more.
 * Doing it in several processes at once does no harm.
 */
export function endOldDeletions(
  store: { write<T>(work: (records: Pick<Records, 'tree'>) => Promise<T>): Promise<T> },
  before: number,
): Promise<boolean> {
  return store.write(({ tree }) => tree.endOldest(before));
}

async function seeDeletion(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  id: string,
  since: number,
): Promise<Deletion> {
  const filter = { ...seen(within, kind, since), id };
  const found = await records.tree.findDeletion(treeOf(within, kind), filter);
  if (found) return found;
  throw new Problem('not-found', {
    subject: kind.subject,
    field: 'id',
    reason: `nothing that was deleted in the project and can be restored has this id`,
  });
}

/** The parent that is given, or the one that the node had. */
async function seeParent(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  given: string | null | undefined,
): Promise<Node | undefined> {
  const parentId = given === undefined ? node.parentId : given;
  if (parentId === null) return undefined;
  try {
    return await seeNode(records, within, kind.under ?? kind, parentId, 'parent');
  } catch (error) {
    const gone = error instanceof Problem && error.kind === 'not-found' && given === undefined;
    if (!gone) throw error;
    throw new Problem('conflict', {
      subject: kind.subject,
      field: 'parent',
      reason: 'what it hung under is not there: restore that first, or name another parent',
    });
  }
}

function seen(within: ProjectGrant, kind: TreeKind, since: number): DeletionFilter {
  if (within.has(kind.deletePoint)) return { since };
  return { since, userId: within.grant.principal.userId };
}

function treeOf({ project }: ProjectGrant, kind: TreeKind) {
  return { domainId: project.domainId, projectId: project.id, kind: kind.name };
}

async function recordEnd(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  { id, projectId }: Node,
  end: 'restored' | 'purged',
  now: number,
): Promise<void> {
  const resource = `${kind.resource}/${id}/${end}`;
  await recordChange(records, within.grant, { at: now, resource, projectId });
}

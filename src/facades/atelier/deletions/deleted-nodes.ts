import type { ProjectGrant } from '../../../domain/projects/index.ts';
import {
  type Deletion,
  listDeletions,
  type Place,
  purgeDeletion,
  restoreDeletion,
  type TreeKind,
} from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';

/** How an id goes over the wire. */
type Shown<Id> = (id: string) => Id;

/** A page of what was deleted of one kind and can be restored. */
export async function listDeleted<Id>(
  context: Context,
  within: ProjectGrant,
  kind: TreeKind,
  query: { readonly offset?: number; readonly limit?: number },
  shown: Shown<Id>,
) {
  const { records, deletedKept } = context;
  const page = { offset: query.offset ?? 0, limit: query.limit ?? 20 };
  const since = restorableSince(context);
  const { items, total } = await listDeletions(records, within, kind, since, page);
  return { deleted: items.map((each) => deletionAnswer(each, deletedKept, shown)), total };
}

function deletionAnswer<Id>(
  { node, nodes, at, userId, userName }: Deletion,
  deletedKept: number,
  shown: Shown<Id>,
) {
  return {
    id: shown(node.id),
    parent_id: node.parentId === null ? null : shown(node.parentId),
    type: node.type,
    name: node.name,
    path: node.namePath,
    count: nodes,
    deleted_at: new Date(at).toISOString(),
    restorable_until: new Date(at + deletedKept).toISOString(),
    user_id: userId,
    user_name: userName,
  };
}

/** Restores what was deleted of one kind. */
export async function restoreDeleted<Id>(
  context: Context,
  within: ProjectGrant,
  kind: TreeKind,
  id: Id,
  place: Place,
  shown: Shown<Id>,
) {
  const { records, kinds, now } = context;
  const { node, nodes, madePrivate } = await restoreDeletion(
    records,
    within,
    kinds,
    kind,
    String(id).toLowerCase(),
    place,
    { since: restorableSince(context), now },
  );
  return {
    id: shown(node.id),
    name: node.name,
    path: node.namePath,
    restored: nodes,
    made_private: madePrivate,
  };
}

/** Where the call wants what it restores; `top` stands for the project. */
export function placeOf<Id extends string | number>(
  { name, parent_id: parent }: { readonly name?: string; readonly parent_id?: Id },
  top: Id,
): Place {
  return {
    ...(name === undefined ? {} : { name }),
    ...(parent === undefined
      ? {}
      : { parentId: parent === top ? null : String(parent).toLowerCase() }),
  };
}

/** Ends the time in which what was deleted of one kind can be restored. */
export async function purgeDeleted(
  context: Context,
  within: ProjectGrant,
  kind: TreeKind,
  id: string | number,
): Promise<void> {
  const { records, kinds, now } = context;
  const times = { since: restorableSince(context), now };
  await purgeDeletion(records, within, kinds, kind, String(id).toLowerCase(), times);
}

/** From when on what was deleted can be restored. */
function restorableSince({ now, deletedKept }: Context): number {
  return now - deletedKept;
}

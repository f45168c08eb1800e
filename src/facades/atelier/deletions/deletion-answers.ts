import type { Slice } from '../../../domain/kernel/index.ts';
import type { Deletion, Place, Restored } from '../../../domain/tree/index.ts';
import type { Context } from '../../context.ts';

/** How an id goes over the wire. */
type Shown<Id> = (id: string) => Id;

/** From when on what was deleted can be restored. */
export function restorableSince({ now, deletedKept }: Context): number {
  return now - deletedKept;
}

export function pageOf(query: { readonly offset?: number; readonly limit?: number }) {
  return { offset: query.offset ?? 0, limit: query.limit ?? 20 };
}

export function deletionsAnswer<Id>(
  { items, total }: Slice<Deletion>,
  { deletedKept }: Context,
  shown: Shown<Id>,
) {
  const deleted = items.map(({ node, nodes, at, userId, userName }) => ({
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
  }));
  return { deleted, total };
}

export function restoredAnswer<Id>({ node, nodes, madePrivate }: Restored, shown: Shown<Id>) {
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

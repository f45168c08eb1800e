import { type RawBuilder, sql } from 'kysely';
import type { NodeList, NodeOrder, NodeType } from '../../domain/tree/index.ts';
import { typeCode } from '../kind-codes.ts';
import { numbersPerTree } from '../node-keys.ts';
import { hasRole } from './node-roles.ts';

/** One shape of a list: what narrows it, and how it is ordered. */
export interface ListShape {
  readonly only?: NodeType;
  readonly search: boolean;
  readonly order: NodeOrder;
  readonly descending: boolean;
}

/** What a list that is asked for says of its shape. */
export function listShape({ only, search, order, descending }: NodeList): ListShape {
  return { search: search !== undefined, order, descending, ...(only && { only }) };
}

/** Whether a node `n` is of the type. */
export function isOfType(type: NodeType): RawBuilder<boolean> {
  return sql<boolean>`n.type = ${sql.lit(typeCode(type))}`;
}

/** Whether the name of a node `n` follows a pattern of `containing`. */
export function nameContains(pattern: string): RawBuilder<boolean> {
  return sql<boolean>`lower(n.name) like ${pattern} escape '\\'`;
}

/** What nodes `n` are ordered by. */
export function orderOf(order: NodeOrder) {
  switch (order) {
    case 'id':
      return sql`length(n.id)`;
    case 'name':
      return sql`n.name`;
    case 'path':
      return sql`n.name_path`;
    case 'createdAt':
      return sql`n.created_at`;
    case 'updatedAt':
      return sql`n.changed_at`;
  }
}

/** Who is asked about, in the trees of which account and kind. */
export interface InsideParams {
  readonly domainId: string;
  readonly kind: number;
  readonly userId: string;
}

/**
 * Whether the user owns the node `n` or one above it, or is a member there, in one of the roles if any
 * are named: those below all of theirs are found once.
 */
export function isInside(
  { domainId, kind, userId }: InsideParams,
  roles?: readonly number[],
): RawBuilder<boolean> {
  const size = sql.lit(numbersPerTree);
  const ofRole = roles ? sql`and ${hasRole('g.role_id', roles)}` : sql``;
  // By a user group people have the role that they have in the project, of which the asker knows.
  const byUserGroups = roles
    ? sql``
    : sql`union select i.node_key from user_group_members as u join node_user_groups as i
        on i.domain_id = u.domain_id and i.user_group_id = u.user_group_id
        where u.domain_id = ${domainId} and u.user_id = ${userId}`;
  return sql<boolean>`n.key in (with recursive inside(key) as (
    select a.key from trees as at join nodes as a
      on a.parent_key >= at.tree * ${size} and a.parent_key < (at.tree + 1) * ${size}
      where at.domain_id = ${domainId} and at.kind = ${kind} and a.creator_id = ${userId}
    union select g.node_key from node_members as g
      where g.domain_id = ${domainId} and g.user_id = ${userId} ${ofRole}
    ${byUserGroups}
    union select b.key from inside join nodes as b on b.parent_key = inside.key)
    select key from inside)`;
}

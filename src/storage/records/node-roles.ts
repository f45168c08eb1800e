import { type RawBuilder, sql } from 'kysely';
import type { NodeRole } from '../../domain/tree/index.ts';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, query, queryFamily } from '../query.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';

/** Stands for an owner among the numbers of roles, none of which it is. */
const ownerCode = 0;

const noUserGroup = sql<string | null>`null`.as('user_group_id');

const rolesOf = queryFamily((key) => {
  const [nodes = 0, users = 0] = JSON.parse(key) as number[];
  return query((db, p: ValueList) => {
    const ids = () => listed<string>(p, 'node', nodes);
    const people = () => listed<string>(p, 'user', users);
    return db
      .selectFrom('nodes as n')
      .select(['n.id', 'n.name', 'n.creator_id as user_id'])
      .select([sql<number>`${sql.lit(ownerCode)}`.as('role_id'), 'n.created_at'])
      .select(noUserGroup)
      .where('n.id', 'in', ids())
      .where('n.creator_id', 'in', people())
      .unionAll(
        db
          .selectFrom('nodes as n')
          .innerJoin('node_members as m', 'm.node_key', 'n.key')
          .select(['n.id', 'n.name', 'm.user_id', 'm.role_id', 'm.created_at'])
          .select(noUserGroup)
          .where('n.id', 'in', ids())
          .where('m.user_id', 'in', people()),
      )
      .unionAll(
        // Cross joins keep SQLite to this order, in which it nearly always ends with the second.
        db
          .selectFrom('nodes as n')
          .crossJoin('node_user_groups as i')
          .crossJoin('user_group_members as g')
          .crossJoin('trees as t')
          .crossJoin('project_members as m')
          .select(['n.id', 'n.name', 'g.user_id', 'm.role_id', 'i.created_at', 'i.user_group_id'])
          .where('n.id', 'in', ids())
          .where(sql<boolean>`i.node_key = n.key`)
          .where(sql<boolean>`g.domain_id = i.domain_id and g.user_group_id = i.user_group_id`)
          .where('g.user_id', 'in', people())
          .where(sql<boolean>`t.tree = n.key / ${sql.lit(numbersPerTree)}`)
          .where(sql<boolean>`m.domain_id = t.domain_id and m.project_id = t.project_id
            and m.user_id = g.user_id`),
      );
  });
});

/** The roles of users by nodes, both named by their ids. */
export async function rolesIn(
  connection: Connection,
  ids: readonly string[],
  userIds: readonly string[],
): Promise<NodeRole[]> {
  if (ids.length === 0 || userIds.length === 0) return [];
  const shape = JSON.stringify([placesFor(ids.length), placesFor(userIds.length)]);
  const params = { ...valueList('node', ids), ...valueList('user', userIds) };
  return (await connection.rows(rolesOf(shape), params)).map((row) => ({
    nodeId: row.id,
    nodeName: row.name,
    userId: row.user_id,
    roleId: row.role_id === ownerCode ? 'owner' : row.role_id,
    since: row.created_at,
    ...(row.user_group_id === null ? {} : { userGroupId: row.user_group_id }),
  }));
}

/** Whether the column holds the number of one of these roles. */
export function hasRole(column: string, roles: readonly number[]): RawBuilder<boolean> {
  if (roles.length === 0) return sql`1 = 0`;
  return sql`${sql.ref(column)} in (${sql.join(roles.map((role) => sql.lit(role)))})`;
}

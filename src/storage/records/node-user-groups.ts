import { type Expression, type Kysely, sql } from 'kysely';
import type { NodeUserGroupRecords } from '../../domain/tree/index.ts';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { raiseVersion } from './trees.ts';

const addUserGroup = query(
  (db, p: { key: number; domainId: string; userGroupId: string; at: number }) =>
    db
      .insertInto('node_user_groups')
      .values({
        node_key: p.key,
        user_group_id: p.userGroupId,
        domain_id: p.domainId,
        created_at: p.at,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

const removeUserGroup = query((db, p: { key: number; userGroupId: string }) =>
  db
    .deleteFrom('node_user_groups')
    .where('node_key', '=', p.key)
    .where('user_group_id', '=', p.userGroupId),
);

const usersOf = query(
  (
    db,
    p: { domainId: string; projectId: string; userGroupId: string; after: number; limit: number },
  ) =>
    db
      .selectFrom('user_group_members as g')
      .innerJoin('users as u', (join) =>
        join.onRef('u.domain_id', '=', 'g.domain_id').onRef('u.id', '=', 'g.user_id'),
      )
      .leftJoin('project_members as m', (join) =>
        join
          .onRef('m.domain_id', '=', 'u.domain_id')
          .onRef('m.user_id', '=', 'u.id')
          .on('m.project_id', '=', p.projectId),
      )
      .select(['u.id', 'u.number', 'u.name', 'm.role_id'])
      .where('g.domain_id', '=', p.domainId)
      .where('g.user_group_id', '=', p.userGroupId)
      .where('u.number', '>', p.after)
      .orderBy('u.number')
      .limit(p.limit),
);

type ListParams = ValueList & {
  readonly domainId: string;
  readonly pattern: string;
  readonly id: string;
};

/** User groups of the account that are in one of the nodes, or in none. */
function userGroups(db: Kysely<Tables>, p: ListParams, are: 'inside' | 'outside', places: number) {
  return db
    .selectFrom('user_groups as g')
    .where('g.domain_id', '=', p.domainId)
    .where(sql<boolean>`(g.id = ${p.id} or lower(g.name) like ${p.pattern} escape '\\')`)
    .where('g.id', are === 'inside' ? 'in' : 'not in', (inside) =>
      inside
        .selectFrom('nodes as n')
        .innerJoin('node_user_groups as i', 'i.node_key', 'n.key')
        .select('i.user_group_id')
        .where('n.id', 'in', listed<string>(p, 'node', places)),
    );
}

const listUserGroups = queryFamily((key) => {
  const [are, places] = JSON.parse(key) as ['inside' | 'outside', number];
  return query((db, p: ListParams & { offset: number; limit: number }) =>
    userGroups(db, p, are, places)
      .selectAll('g')
      .select((eb) =>
        eb
          .selectFrom('user_group_members as each')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('each.domain_id', '=', 'g.domain_id')
          .whereRef('each.user_group_id', '=', 'g.id')
          .as('user_count'),
      )
      .orderBy('g.number')
      .limit(p.limit)
      .offset(p.offset),
  );
});

const countUserGroups = queryFamily((key) => {
  const [are, places] = JSON.parse(key) as ['inside' | 'outside', number];
  return query((db, p: ListParams) =>
    userGroups(db, p, are, places).select(sql<number>`count(*)`.as('total')),
  );
});

export function nodeUserGroupRecords(connection: Connection): NodeUserGroupRecords {
  return {
    async addUserGroup(node, userGroupId, at) {
      const { key, domainId } = node;
      await raiseVersion(connection, node);
      const values = { key, domainId, userGroupId, at };
      return (await connection.changes(addUserGroup, values)) === 1;
    },
    async removeUserGroup(node, userGroupId) {
      await raiseVersion(connection, node);
      return (await connection.changes(removeUserGroup, { key: node.key, userGroupId })) === 1;
    },
    async usersOf(userGroupId, { domainId, projectId }, { after, limit }) {
      const params = { domainId, projectId, userGroupId, after, limit };
      return (await connection.rows(usersOf, params)).map((row) => ({
        userId: row.id,
        userNumber: row.number,
        userName: row.name,
        roleId: row.role_id ?? undefined,
      }));
    },
    async listUserGroups({ domainId, path }, { are, search }, page) {
      const ids = path.split('.');
      const key = JSON.stringify([are, placesFor(ids.length)]);
      const params = {
        ...valueList('node', ids),
        domainId,
        pattern: containing(search ?? ''),
        id: search ?? '',
      };
      const rows = await connection.rows(listUserGroups(key), { ...params, ...page });
      const counted = await firstRow(connection, countUserGroups(key), params);
      const items = rows.map((row) => ({
        id: row.id,
        number: row.number,
        name: row.name,
        description: row.description,
        createdAt: row.created_at,
        userCount: Number(row.user_count),
      }));
      return { items, total: counted?.total ?? 0 };
    },
  };
}

const raiseVersions = query((db, p: { domainId: string; userGroupId: string }) =>
  db
    .updateTable('counts')
    .set({ version: sql<number>`version + 1` })
    .where('key', 'in', (nodes) =>
      nodes
        .selectFrom('node_user_groups')
        .select(
          sql<number>`node_key / ${sql.lit(numbersPerTree)} * ${sql.lit(numbersPerTree)}`.as('key'),
        )
        .where('domain_id', '=', p.domainId)
        .where('user_group_id', '=', p.userGroupId),
    ),
);

const removeEverywhere = query((db, p: { domainId: string; userGroupId: string }) =>
  db
    .deleteFrom('node_user_groups')
    .where('domain_id', '=', p.domainId)
    .where('user_group_id', '=', p.userGroupId),
);

/** Notes that lists may look different to those who are in the user group, or were. */
export async function raiseVersionsOfUserGroup(
  connection: Connection,
  domainId: string,
  userGroupId: string,
): Promise<void> {
  await connection.changes(raiseVersions, { domainId, userGroupId });
}

export async function removeUserGroupEverywhere(
  connection: Connection,
  domainId: string,
  userGroupId: string,
): Promise<void> {
  await raiseVersionsOfUserGroup(connection, domainId, userGroupId);
  await connection.changes(removeEverywhere, { domainId, userGroupId });
}

/** The ids of users who are in one of the nodes by a user group; `ids` are those of the nodes. */
export function usersByUserGroups(ids: readonly string[]): Expression<string> {
  return sql<string>`select u.user_id from nodes as o
    join node_user_groups as g on g.node_key = o.key
    join user_group_members as u on u.domain_id = g.domain_id and u.user_group_id = g.user_group_id
    where o.id in (${sql.join(ids)})`;
}

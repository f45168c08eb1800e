import { type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Member } from '../../domain/projects/index.ts';
import type { MemberFilter, MemberRecords } from '../../domain/tree/index.ts';
import { type Connection, firstRow, query, queryFamily } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { hasRole } from './node-roles.ts';
import { usersByUserGroups } from './node-user-groups.ts';
import { memberColumns, memberOf } from './project-members.ts';
import { raiseVersion } from './trees.ts';

const setMember = query(
  (db, p: { key: number; userId: string; domainId: string; roleId: number; at: number }) =>
    db
      .insertInto('node_members')
      .values({
        node_key: p.key,
        user_id: p.userId,
        domain_id: p.domainId,
        role_id: p.roleId,
        created_at: p.at,
      })
      .onConflict((conflict) =>
        conflict.columns(['node_key', 'user_id']).doUpdateSet({ role_id: p.roleId }),
      ),
);

const removeMember = query((db, p: { key: number; userId: string }) =>
  db.deleteFrom('node_members').where('node_key', '=', p.key).where('user_id', '=', p.userId),
);

const setOwner = query(
  (
    db,
    p: { id: string; userId: string; userName: string; userNumber: number; by: string; at: number },
  ) =>
    db
      .updateTable('nodes')
      .set({
        creator_id: p.userId,
        creator_name: p.userName,
        creator_number: p.userNumber,
        updater_name: p.by,
        changed_at: p.at,
      })
      .where('id', '=', p.id),
);

/** What people are listed by; their values are `PeopleParams`. */
interface PeopleShape extends Pick<MemberFilter, 'are' | 'by' | 'level'> {
  readonly openingRoles: readonly number[];
  /** Places for the ids on the node's path. */
  readonly places: number;
  readonly search: boolean;
  readonly numbered: boolean;
}

type PeopleParams = ValueList & {
  readonly domainId: string;
  readonly projectId: string;
  readonly nodeId: string;
  readonly pattern: string;
  readonly number: number;
  readonly offset: number;
  readonly limit: number;
};

const people = queryFamily((key) => {
  const shape = JSON.parse(key) as PeopleShape;
  return query((db, p: PeopleParams) =>
    peopleIn(db, p, shape)
      .select(memberColumns)
      .orderBy('m.created_at')
      .orderBy('u.number')
      .limit(p.limit)
      .offset(p.offset),
  );
});

const peopleCount = queryFamily((key) => {
  const shape = JSON.parse(key) as PeopleShape;
  return query((db, p: PeopleParams) =>
    peopleIn(db, p, shape).select(sql<number>`count(*)`.as('total')),
  );
});

/** Members `m` of the project, users `u`, as far as the shape wants them. */
function peopleIn(db: Kysely<Tables>, p: PeopleParams, shape: PeopleShape) {
  return db
    .selectFrom('project_members as m')
    .innerJoin('users as u', (join) =>
      join.onRef('u.domain_id', '=', 'm.domain_id').onRef('u.id', '=', 'm.user_id'),
    )
    .where('m.domain_id', '=', p.domainId)
    .where('m.project_id', '=', p.projectId)
    .where(wanted(p, shape));
}

function wanted(p: PeopleParams, shape: PeopleShape): Expression<boolean> {
  const { are, by, level, openingRoles, places } = shape;
  const path = () => listed<string>(p, 'node', places);
  const isMember = either([
    hasRole('m.role_id', openingRoles),
    isOwnerOf(path()),
    isGiven(path(), undefined),
    isInUserGroup(path()),
  ]);
  const conditions = [are === 'members' ? isMember : not(isMember)];
  if (by !== undefined) {
    const own = [p.nodeId];
    const direct = either([isOwnerOf(own), isGiven(own, undefined), isInUserGroup(own)]);
    conditions.push(by === 'node' ? direct : not(direct));
  }
  if (level) {
    const has = (roles: readonly number[]) => [hasRole('m.role_id', roles), isGiven(path(), roles)];
    conditions.push(either([...has(level.reached), isOwnerOf(path())]));
    const above = has(level.exceeded);
    conditions.push(not(either(level.byOwners ? [...above, isOwnerOf(path())] : above)));
  }
  if (shape.search) {
    conditions.push(sql`(lower(u.name) like ${p.pattern} escape '\\'
      or lower(u.nick_name) like ${p.pattern} escape '\\')`);
  }
  if (shape.numbered) conditions.push(sql`u.number = ${p.number}`);
  return sql`${sql.join(conditions, sql` and `)}`;
}

const either = (conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql`(${sql.join(conditions, sql` or `)})`;
const not = (condition: RawBuilder<boolean>): RawBuilder<boolean> => sql`not (${condition})`;

function isOwnerOf(ids: readonly string[]): RawBuilder<boolean> {
  return sql`m.user_id in (select o.creator_id from nodes as o where o.id in (${sql.join(ids)}))`;
}

/** Whether the person was made a member of one of the nodes, in one of the roles if any are named. */
function isGiven(ids: readonly string[], roles: readonly number[] | undefined) {
  const ofRole = roles ? sql`and ${hasRole('g.role_id', roles)}` : sql``;
  return sql<boolean>`m.user_id in (select g.user_id from nodes as o
    join node_members as g on g.node_key = o.key where o.id in (${sql.join(ids)}) ${ofRole})`;
}

/** Whether the person is in a user group that is in one of the nodes; the role is the project's. */
function isInUserGroup(ids: readonly string[]) {
  return sql<boolean>`m.user_id in (${usersByUserGroups(ids)})`;
}

export function memberRecords(connection: Connection): MemberRecords {
  return {
    async setMember(node, userId, roleId, at) {
      const { key, domainId } = node;
      await connection.changes(setMember, { key, domainId, userId, roleId, at });
      await raiseVersion(connection, node);
    },
    async removeMember(node, userId) {
      await raiseVersion(connection, node);
      return (await connection.changes(removeMember, { key: node.key, userId })) === 1;
    },
    async setOwner(node, { userId, userName, userNumber }, by, at) {
      const { id } = node;
      await connection.changes(setOwner, { id, userId, userName, userNumber, by, at });
      await raiseVersion(connection, node);
    },
    async listPeople(node, openingRoles, filter, page) {
      const { are, by, level, search, userNumber } = filter;
      const path = node.path.split('.');
      const shape: PeopleShape = {
        are,
        openingRoles,
        places: placesFor(path.length),
        search: search !== undefined,
        numbered: userNumber !== undefined,
        ...(by && { by }),
        ...(level && { level }),
      };
      const params: PeopleParams = {
        ...valueList('node', path),
        domainId: node.domainId,
        projectId: node.projectId,
        nodeId: node.id,
        pattern: containing(search ?? ''),
        number: userNumber ?? 0,
        ...page,
      };
      const key = JSON.stringify(shape);
      const items: Member[] = (await connection.rows(people(key), params)).map(memberOf);
      const counted = await firstRow(connection, peopleCount(key), params);
      return { items, total: counted?.total ?? 0 };
    },
  };
}

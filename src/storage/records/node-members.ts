import { type Expression, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Member } from '../../domain/projects/index.ts';
import type { MemberFilter, MemberRecords, Node, NodeRole } from '../../domain/tree/index.ts';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, firstRow, query, queryFamily, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';
import { containing } from '../text-search.ts';
import { listed, placesFor, type ValueList, valueList } from '../value-lists.ts';
import { usersByUserGroups } from './node-user-groups.ts';
import { memberColumns, memberOf } from './project-members.ts';
import { raiseVersion } from './trees.ts';

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

function hasRole(column: string, roles: readonly number[]): RawBuilder<boolean> {
  if (roles.length === 0) return sql`1 = 0`;
  return sql`${sql.ref(column)} in (${sql.join(roles.map((role) => sql.lit(role)))})`;
}

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

/** Of each project how many have a role that makes a member of all its nodes. */
const openingMembers = queryFamily((key) => {
  const [places, roles] = JSON.parse(key) as [number, number[]];
  return rememberedQuery((db, p: ValueList) =>
    db
      .selectFrom('project_members as m')
      .select(['m.project_id', sql<number>`count(*)`.as('members')])
      .where(hasRole('m.role_id', roles))
      .where('m.domain_id', '=', p.domainId as string)
      .where('m.project_id', 'in', listed<string>(p, 'project', places))
      .groupBy('m.project_id'),
  );
});

/**
 * Owners and members of nodes whose role in the project does not make them members of it all. Cross
 * joins keep SQLite from going through all people of a project.
 */
const membersByNodes = queryFamily((key) => {
  const [places, roles] = JSON.parse(key) as [number, number[]];
  return query((db, p: ValueList) => {
    const nodes = db
      .selectFrom('nodes as n')
      .crossJoin('trees as t')
      .where('n.id', 'in', listed<string>(p, 'node', places))
      .where(sql<boolean>`t.tree = n.key / ${sql.lit(numbersPerTree)}`);
    const isOther = (column: string) =>
      sql<boolean>`m.domain_id = t.domain_id and m.project_id = t.project_id
        and m.user_id = ${sql.ref(column)} and ${not(hasRole('m.role_id', roles))}`;
    return nodes
      .crossJoin('project_members as m')
      .where(isOther('n.creator_id'))
      .select(['n.id', 'm.user_id'])
      .union(
        nodes
          .crossJoin('node_members as g')
          .crossJoin('project_members as m')
          .where('g.node_key', '=', sql<number>`n.key`)
          .where(isOther('g.user_id'))
          .select(['n.id', 'm.user_id']),
      )
      .union(
        nodes
          .crossJoin('node_user_groups as i')
          .crossJoin('user_group_members as g')
          .crossJoin('project_members as m')
          .where('i.node_key', '=', sql<number>`n.key`)
          .where(sql<boolean>`g.domain_id = i.domain_id and g.user_group_id = i.user_group_id`)
          .where(isOther('g.user_id'))
          .select(['n.id', 'm.user_id']),
      );
  });
});

/** How many members each node has: those of its project's opening roles and those by its path. */
export async function countMembers(
  connection: Connection,
  nodes: readonly Node[],
  openingRoles: readonly number[],
): Promise<Map<string, number>> {
  const [first] = nodes;
  if (!first) return new Map();
  const projects = [...new Set(nodes.map(({ projectId }) => projectId))];
  const inProjects = new Map(
    (
      await connection.rows(
        openingMembers(JSON.stringify([placesFor(projects.length), openingRoles])),
        { domainId: first.domainId, ...valueList('project', projects) },
      )
    ).map((row) => [row.project_id, row.members]),
  );
  const ids = [...new Set(nodes.flatMap(({ path }) => path.split('.')))];
  const byNode = new Map<string, string[]>();
  const others = membersByNodes(JSON.stringify([placesFor(ids.length), openingRoles]));
  for (const { id, user_id } of await connection.rows(others, valueList('node', ids))) {
    byNode.set(id, [...(byNode.get(id) ?? []), user_id]);
  }
  return new Map(
    nodes.map(({ id, path, projectId }) => {
      const onPath = new Set(path.split('.').flatMap((each) => byNode.get(each) ?? []));
      return [id, (inProjects.get(projectId) ?? 0) + onPath.size];
    }),
  );
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

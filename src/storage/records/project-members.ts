import { sql } from 'kysely';
import type { Member, ProjectMemberRecords } from '../../domain/projects/index.ts';
import { numbersPerTree } from '../node-keys.ts';
import { type Connection, query, rememberedQuery } from '../query.ts';
import { raiseVersions } from './trees.ts';

/** What `memberOf` reads of a user `u` with their membership `m`. */
export const memberColumns = [
  'u.id',
  'u.number',
  'u.name',
  'u.nick_name',
  'u.enabled',
  'm.role_id',
] as const;

const insertMember = query(
  (db, p: { domainId: string; projectId: string; userId: string; roleId: number; at: number }) =>
    db
      .insertInto('project_members')
      .columns(['domain_id', 'project_id', 'user_id', 'role_id', 'created_at'])
      .expression((users) =>
        users
          .selectFrom('users')
          .select([
            'domain_id',
            sql<string>`${p.projectId}`.as('project_id'),
            'id as user_id',
            sql<number>`${p.roleId}`.as('role_id'),
            sql<number>`${p.at}`.as('created_at'),
          ])
          .where('domain_id', '=', p.domainId)
          .where('id', '=', p.userId),
      )
      .onConflict((conflict) => conflict.doNothing()),
);
const updateMember = query(
  (db, p: { domainId: string; projectId: string; userId: string; roleId: number }) =>
    db
      .updateTable('project_members')
      .set({ role_id: p.roleId })
      .where('domain_id', '=', p.domainId)
      .where('project_id', '=', p.projectId)
      .where('user_id', '=', p.userId),
);
const deleteMember = query((db, p: { domainId: string; projectId: string; userId: string }) =>
  db
    .deleteFrom('project_members')
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId)
    .where('user_id', '=', p.userId),
);
/** Who leaves a project leaves its groups. */
const deletePartInNodes = query((db, p: { domainId: string; projectId: string; userId: string }) =>
  db
    .deleteFrom('node_members')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .where(sql<number>`node_key / ${sql.lit(numbersPerTree)}`, 'in', (trees) =>
      trees
        .selectFrom('trees')
        .select('tree')
        .where('domain_id', '=', p.domainId)
        .where('project_id', '=', p.projectId),
    ),
);
const listMembers = query(
  (db, p: { domainId: string; projectId: string; offset: number; limit: number }) =>
    db
      .selectFrom('project_members as m')
      .innerJoin('users as u', (join) =>
        join.onRef('u.domain_id', '=', 'm.domain_id').onRef('u.id', '=', 'm.user_id'),
      )
      .select(memberColumns)
      .where('m.domain_id', '=', p.domainId)
      .where('m.project_id', '=', p.projectId)
      .orderBy('m.created_at')
      .orderBy('u.number')
      .limit(p.limit)
      .offset(p.offset),
);
const countMembers = rememberedQuery((db, p: { domainId: string; projectId: string }) =>
  db
    .selectFrom('project_members')
    .select(sql<number>`count(*)`.as('total'))
    .where('domain_id', '=', p.domainId)
    .where('project_id', '=', p.projectId),
);

export function projectMemberRecords(connection: Connection): ProjectMemberRecords {
  return {
    async insertMember(domainId, projectId, userId, roleId, at) {
      const values = { domainId, projectId, userId, roleId, at };
      await raiseVersions(connection, domainId, projectId);
      return (await connection.changes(insertMember, values)) === 1;
    },
    async updateMember(domainId, projectId, userId, roleId) {
      const values = { domainId, projectId, userId, roleId };
      await raiseVersions(connection, domainId, projectId);
      return (await connection.changes(updateMember, values)) === 1;
    },
    async deleteMember(domainId, projectId, userId) {
      await connection.changes(deletePartInNodes, { domainId, projectId, userId });
      await raiseVersions(connection, domainId, projectId);
      return (await connection.changes(deleteMember, { domainId, projectId, userId })) === 1;
    },
    async listMembers(domainId, projectId, page) {
      const rows = await connection.rows(listMembers, { domainId, projectId, ...page });
      const [counted] = await connection.rows(countMembers, { domainId, projectId });
      return { items: rows.map(memberOf), total: counted?.total ?? 0 };
    },
  };
}

export function memberOf(row: {
  id: string;
  number: number;
  name: string;
  nick_name: string;
  enabled: number;
  role_id: number;
}): Member {
  return {
    userId: row.id,
    userNumber: row.number,
    userName: row.name,
    nickName: row.nick_name,
    enabled: row.enabled === 1,
    roleId: row.role_id,
  };
}

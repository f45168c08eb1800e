import type {
  GroupMember,
  UserGroup,
  UserGroupRecords,
  UserGroupWithCount,
} from '../../domain/access/index.ts';
import type { Stretch } from '../../domain/kernel/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';
import { raiseVersionsOfUserGroup, removeUserGroupEverywhere } from './node-user-groups.ts';
import { deleteAttachmentsOfHolder } from './policy-attachments.ts';
import { nextOf } from './sequences.ts';
import { userOf } from './users.ts';

const insertUserGroup = query((db, p: UserGroup) =>
  db
    .insertInto('user_groups')
    .values({
      domain_id: p.domainId,
      id: p.id,
      number: p.number,
      name: p.name,
      description: p.description,
      created_at: p.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const countUserGroups = query((db, p: { domainId: string }) =>
  db
    .selectFrom('user_groups')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('domain_id', '=', p.domainId),
);
const findUserGroup = query((db, p: { domainId: string; id: string }) =>
  db
    .selectFrom('user_groups')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);
const findUserGroupByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('user_groups')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const listUserGroups = query((db, p: Stretch & { domainId: string }) =>
  db
    .selectFrom('user_groups')
    .selectAll('user_groups')
    .select((eb) =>
      eb
        .selectFrom('user_group_members')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('user_group_members.domain_id', '=', 'user_groups.domain_id')
        .whereRef('user_group_members.user_group_id', '=', 'user_groups.id')
        .as('user_count'),
    )
    .where('user_groups.domain_id', '=', p.domainId)
    .where('user_groups.id', '>', p.after)
    .orderBy('user_groups.id')
    .limit(p.limit),
);
const listGroupsOfUser = query((db, p: Stretch & { domainId: string; userId: string }) =>
  db
    .selectFrom('user_group_members as own')
    .innerJoin('user_groups', (join) =>
      join
        .onRef('user_groups.domain_id', '=', 'own.domain_id')
        .onRef('user_groups.id', '=', 'own.user_group_id'),
    )
    .selectAll('user_groups')
    .select((eb) =>
      eb
        .selectFrom('user_group_members as each')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('each.domain_id', '=', 'own.domain_id')
        .whereRef('each.user_group_id', '=', 'own.user_group_id')
        .as('user_count'),
    )
    .where('own.domain_id', '=', p.domainId)
    .where('own.user_id', '=', p.userId)
    .where('own.user_group_id', '>', p.after)
    .orderBy('own.user_group_id')
    .limit(p.limit),
);
const updateUserGroup = query((db, p: UserGroup) =>
  db
    .updateTable('user_groups')
    .set({ name: p.name, description: p.description })
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);
const deleteUserGroup = query((db, p: { domainId: string; id: string }) =>
  db.deleteFrom('user_groups').where('domain_id', '=', p.domainId).where('id', '=', p.id),
);
const deleteMembers = query((db, p: { domainId: string; id: string }) =>
  db
    .deleteFrom('user_group_members')
    .where('domain_id', '=', p.domainId)
    .where('user_group_id', '=', p.id),
);

const insertGroupMember = query((db, p: GroupMember & { domainId: string }) =>
  db
    .insertInto('user_group_members')
    .values({
      domain_id: p.domainId,
      user_id: p.userId,
      user_group_id: p.groupId,
      created_at: p.addedAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const deleteGroupMember = query((db, p: { domainId: string; groupId: string; userId: string }) =>
  db
    .deleteFrom('user_group_members')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .where('user_group_id', '=', p.groupId),
);
const findGroupMember = query((db, p: { domainId: string; groupId: string; userId: string }) =>
  db
    .selectFrom('user_group_members')
    .select('user_group_id')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .where('user_group_id', '=', p.groupId),
);
const countGroupsOfUser = query((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('user_group_members')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const listUsersOfGroup = query((db, p: Stretch & { domainId: string; groupId: string }) =>
  db
    .selectFrom('user_group_members')
    .innerJoin('users', (join) =>
      join
        .onRef('users.domain_id', '=', 'user_group_members.domain_id')
        .onRef('users.id', '=', 'user_group_members.user_id'),
    )
    .selectAll('users')
    .where('user_group_members.domain_id', '=', p.domainId)
    .where('user_group_members.user_group_id', '=', p.groupId)
    .where('user_group_members.user_id', '>', p.after)
    .orderBy('user_group_members.user_id')
    .limit(p.limit),
);

export function userGroupRecords(connection: Connection): UserGroupRecords {
  return {
    nextUserGroupNumber: () => nextOf(connection, 'user-group'),
    async insertUserGroup(group) {
      return (await connection.changes(insertUserGroup, group)) === 1;
    },
    async countUserGroups(domainId) {
      return Number((await firstRow(connection, countUserGroups, { domainId }))?.count);
    },
    async findUserGroup(domainId, id) {
      const row = await firstRow(connection, findUserGroup, { domainId, id });
      return row && userGroupOf(row);
    },
    async findUserGroupByName(domainId, name) {
      const row = await firstRow(connection, findUserGroupByName, { domainId, name });
      return row && userGroupOf(row);
    },
    async listUserGroups(domainId, userId, stretch) {
      const rows =
        userId === undefined
          ? await connection.rows(listUserGroups, { domainId, ...stretch })
          : await connection.rows(listGroupsOfUser, { domainId, userId, ...stretch });
      return rows.map(countedGroupOf);
    },
    async updateUserGroup(group) {
      const { domainId, id, name } = group;
      const holder = await firstRow(connection, findUserGroupByName, { domainId, name });
      if (holder && holder.id !== id) return false;
      await connection.changes(updateUserGroup, group);
      return true;
    },
    async deleteUserGroup(domainId, id) {
      await deleteAttachmentsOfHolder(connection, domainId, { kind: 'group', id });
      await removeUserGroupEverywhere(connection, domainId, id);
      await connection.changes(deleteMembers, { domainId, id });
      await connection.changes(deleteUserGroup, { domainId, id });
    },

    async insertGroupMember(domainId, member) {
      await raiseVersionsOfUserGroup(connection, domainId, member.groupId);
      return (await connection.changes(insertGroupMember, { domainId, ...member })) === 1;
    },
    async deleteGroupMember(domainId, groupId, userId) {
      await raiseVersionsOfUserGroup(connection, domainId, groupId);
      await connection.changes(deleteGroupMember, { domainId, groupId, userId });
    },
    async isGroupMember(domainId, groupId, userId) {
      const found = await firstRow(connection, findGroupMember, { domainId, groupId, userId });
      return found !== undefined;
    },
    async countGroupsOfUser(domainId, userId) {
      return Number((await firstRow(connection, countGroupsOfUser, { domainId, userId }))?.count);
    },
    async listUsersOfGroup(domainId, groupId, stretch) {
      const rows = await connection.rows(listUsersOfGroup, { domainId, groupId, ...stretch });
      return rows.map(userOf);
    },
  };
}

function countedGroupOf(
  row: Tables['user_groups'] & { user_count: number | null },
): UserGroupWithCount {
  return { ...userGroupOf(row), userCount: Number(row.user_count) };
}

function userGroupOf(row: Tables['user_groups']): UserGroup {
  return {
    domainId: row.domain_id,
    id: row.id,
    number: row.number,
    name: row.name,
    description: row.description,
    createdAt: row.created_at,
  };
}

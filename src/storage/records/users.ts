import { sql } from 'kysely';
import type {
  Account,
  IamProject,
  LoginProfile,
  User,
  UserRecords,
} from '../../domain/access/index.ts';
import { topKeyOf } from '../node-keys.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';
import { deleteAttachmentsOfHolder } from './policy-attachments.ts';
import { nextOf } from './sequences.ts';

const insertAccount = query((db, p: Account) =>
  db
    .insertInto('accounts')
    .values({ domain_id: p.domainId, name: p.name, created_at: p.createdAt }),
);
const findAccount = query((db, p: { domainId: string }) =>
  db.selectFrom('accounts').selectAll().where('domain_id', '=', p.domainId),
);
const findAccountByName = query((db, p: { name: string }) =>
  db.selectFrom('accounts').selectAll().where('name', '=', p.name),
);
const listAccounts = query((db, _p: object) =>
  db.selectFrom('accounts').selectAll().orderBy('created_at').orderBy('domain_id'),
);

const insertUser = query(
  (db, p: Omit<User, 'root' | 'enabled'> & { root: number; enabled: number }) =>
    db
      .insertInto('users')
      .values({
        domain_id: p.domainId,
        id: p.id,
        number: p.number,
        name: p.name,
        nick_name: p.nickName,
        root: p.root,
        enabled: p.enabled,
        description: p.description,
        created_at: p.createdAt,
        updated_at: p.updatedAt,
      })
      .onConflict((conflict) => conflict.doNothing()),
);
const findUser = query((db, p: { domainId: string; id: string }) =>
  db.selectFrom('users').selectAll().where('domain_id', '=', p.domainId).where('id', '=', p.id),
);
const findUserByName = query((db, p: { domainId: string; name: string }) =>
  db.selectFrom('users').selectAll().where('domain_id', '=', p.domainId).where('name', '=', p.name),
);
const findUserForLogin = query((db, p: { domainName: string; userName: string }) =>
  db
    .selectFrom('accounts')
    .innerJoin('users', 'users.domain_id', 'accounts.domain_id')
    .leftJoin('login_profiles', (join) =>
      join
        .onRef('login_profiles.domain_id', '=', 'users.domain_id')
        .onRef('login_profiles.user_id', '=', 'users.id'),
    )
    .selectAll('users')
    .select(['accounts.name as domain_name', 'login_profiles.password_hash'])
    .where('accounts.name', '=', p.domainName)
    .where('users.name', '=', p.userName),
);
const listUsers = query((db, p: { domainId: string }) =>
  db.selectFrom('users').selectAll().where('domain_id', '=', p.domainId).orderBy('number'),
);
const listUsersAfter = query((db, p: { domainId: string; after: string; limit: number }) =>
  db
    .selectFrom('users')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('id', '>', p.after)
    .orderBy('id')
    .limit(p.limit),
);
const updateUser = query((db, p: Omit<User, 'root' | 'enabled'> & { enabled: number }) =>
  db
    .updateTable('users')
    .set({
      name: p.name,
      nick_name: p.nickName,
      description: p.description,
      enabled: p.enabled,
      updated_at: p.updatedAt,
    })
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);
const deleteUser = query((db, p: { domainId: string; userId: string }) =>
  db.deleteFrom('users').where('domain_id', '=', p.domainId).where('id', '=', p.userId),
);
/** Every table in which something belongs to a user alone. */
const belongings = (
  [
    'login_profiles',
    'https_passwords',
    'last_logins',
    'access_keys',
    'key_uses',
    'tokens',
    'temporary_keys',
    'user_group_members',
    'node_members',
    'project_members',
  ] as const
).map((table) =>
  query((db, p: { domainId: string; userId: string }) =>
    db.deleteFrom(table).where('domain_id', '=', p.domainId).where('user_id', '=', p.userId),
  ),
);

/** Lists of groups count members, and those of the user's projects will be one less. */
const raiseVersionsOf = query((db, p: { domainId: string; userId: string }) =>
  db
    .updateTable('counts')
    .set({ version: sql<number>`version + 1` })
    .where('key', 'in', (trees) =>
      trees
        .selectFrom('trees as t')
        .innerJoin('project_members as m', (join) =>
          join.onRef('m.domain_id', '=', 't.domain_id').onRef('m.project_id', '=', 't.project_id'),
        )
        .select(topKeyOf('t.tree').as('key'))
        .where('m.domain_id', '=', p.domainId)
        .where('m.user_id', '=', p.userId),
    ),
);

type StoredProfile = Omit<LoginProfile, 'resetRequired'> & { resetRequired: number };

const insertLoginProfile = query((db, p: StoredProfile & { hash: string }) =>
  db
    .insertInto('login_profiles')
    .values({
      domain_id: p.domainId,
      user_id: p.userId,
      password_hash: p.hash,
      reset_required: p.resetRequired,
      created_at: p.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const findLoginProfile = query((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('login_profiles')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const listLoginProfiles = query((db, p: { domainId: string }) =>
  db
    .selectFrom('login_profiles')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .orderBy('user_id'),
);
const updateResetRequired = query((db, p: StoredProfile) =>
  db
    .updateTable('login_profiles')
    .set({ reset_required: p.resetRequired })
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const updatePassword = query((db, p: StoredProfile & { hash: string }) =>
  db
    .updateTable('login_profiles')
    .set({ password_hash: p.hash, reset_required: p.resetRequired })
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const deleteLoginProfile = query((db, p: { domainId: string; userId: string }) =>
  db
    .deleteFrom('login_profiles')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const putLastLogin = query((db, p: { domainId: string; userId: string; at: number }) =>
  db
    .insertInto('last_logins')
    .values({ domain_id: p.domainId, user_id: p.userId, at: p.at })
    .onConflict((conflict) => conflict.columns(['domain_id', 'user_id']).doUpdateSet({ at: p.at })),
);
const findLastLogin = query((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('last_logins')
    .select('at')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);

const insertIamProject = query((db, p: IamProject) =>
  db
    .insertInto('iam_projects')
    .values({
      domain_id: p.domainId,
      id: p.id,
      name: p.name,
      parent_id: p.parentId,
      description: p.description,
      created_at: p.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const findIamProject = rememberedQuery((db, p: { domainId: string; id: string }) =>
  db
    .selectFrom('iam_projects')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('id', '=', p.id),
);
const findIamProjectByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('iam_projects')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const listIamProjects = query((db, p: { domainId: string }) =>
  db
    .selectFrom('iam_projects')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .orderBy('created_at')
    .orderBy('name'),
);

export function userRecords(connection: Connection): UserRecords {
  return {
    async insertAccount(account) {
      await connection.changes(insertAccount, account);
    },
    async findAccount(domainId) {
      return accountOf(await firstRow(connection, findAccount, { domainId }));
    },
    async findAccountByName(name) {
      return accountOf(await firstRow(connection, findAccountByName, { name }));
    },
    async listAccounts() {
      return (await connection.rows(listAccounts, {})).flatMap((row) => accountOf(row) ?? []);
    },

    async insertUser(user) {
      const values = { ...user, root: Number(user.root), enabled: Number(user.enabled) };
      return (await connection.changes(insertUser, values)) === 1;
    },
    nextUserNumber: () => nextOf(connection, 'user'),
    async findUser(domainId, id) {
      const row = await firstRow(connection, findUser, { domainId, id });
      return row && userOf(row);
    },
    async findUserByName(domainId, name) {
      const row = await firstRow(connection, findUserByName, { domainId, name });
      return row && userOf(row);
    },
    async findUserForLogin(domainName, userName) {
      const row = await firstRow(connection, findUserForLogin, { domainName, userName });
      const passwordHash = row?.password_hash ?? undefined;
      return row && { ...userOf(row), domainName: row.domain_name, passwordHash };
    },
    async listUsers(domainId) {
      return (await connection.rows(listUsers, { domainId })).map(userOf);
    },
    async listUsersAfter(domainId, stretch) {
      return (await connection.rows(listUsersAfter, { domainId, ...stretch })).map(userOf);
    },
    async updateUser(user) {
      const holder = await firstRow(connection, findUserByName, user);
      if (holder && holder.id !== user.id) return false;
      await connection.changes(updateUser, { ...user, enabled: Number(user.enabled) });
      return true;
    },
    async deleteUser(domainId, userId) {
      await connection.changes(raiseVersionsOf, { domainId, userId });
      for (const each of belongings) await connection.changes(each, { domainId, userId });
      await deleteAttachmentsOfHolder(connection, domainId, { kind: 'user', id: userId });
      await connection.changes(deleteUser, { domainId, userId });
    },

    async insertLoginProfile(profile, hash) {
      return (await connection.changes(insertLoginProfile, { ...stored(profile), hash })) === 1;
    },
    async findLoginProfile(domainId, userId) {
      const row = await firstRow(connection, findLoginProfile, { domainId, userId });
      return row && loginProfileOf(row);
    },
    async listLoginProfiles(domainId) {
      return (await connection.rows(listLoginProfiles, { domainId })).map(loginProfileOf);
    },
    async findPasswordHash(domainId, userId) {
      return (await firstRow(connection, findLoginProfile, { domainId, userId }))?.password_hash;
    },
    async updateLoginProfile(profile, hash) {
      const values = stored(profile);
      if (hash === undefined) await connection.changes(updateResetRequired, values);
      else await connection.changes(updatePassword, { ...values, hash });
    },
    async deleteLoginProfile(domainId, userId) {
      return (await connection.changes(deleteLoginProfile, { domainId, userId })) === 1;
    },

    async putLastLogin(domainId, userId, at) {
      await connection.changes(putLastLogin, { domainId, userId, at });
    },
    async findLastLogin(domainId, userId) {
      return (await firstRow(connection, findLastLogin, { domainId, userId }))?.at;
    },

    async insertIamProject(project) {
      return (await connection.changes(insertIamProject, project)) === 1;
    },
    async findIamProject(domainId, id) {
      const row = await firstRow(connection, findIamProject, { domainId, id });
      return row && iamProjectOf(row);
    },
    async findIamProjectByName(domainId, name) {
      const row = await firstRow(connection, findIamProjectByName, { domainId, name });
      return row && iamProjectOf(row);
    },
    async listIamProjects(domainId) {
      return (await connection.rows(listIamProjects, { domainId })).map(iamProjectOf);
    },
  };
}

function stored(profile: LoginProfile): StoredProfile {
  return { ...profile, resetRequired: Number(profile.resetRequired) };
}

function accountOf(row: Tables['accounts'] | undefined): Account | undefined {
  return row && { domainId: row.domain_id, name: row.name, createdAt: row.created_at };
}

/** A user as the domain knows them. */
export function userOf(row: Tables['users']): User {
  return {
    domainId: row.domain_id,
    id: row.id,
    number: row.number,
    name: row.name,
    nickName: row.nick_name,
    description: row.description,
    root: row.root === 1,
    enabled: row.enabled === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function loginProfileOf(row: Tables['login_profiles']): LoginProfile {
  return {
    domainId: row.domain_id,
    userId: row.user_id,
    resetRequired: row.reset_required === 1,
    createdAt: row.created_at,
  };
}

function iamProjectOf(row: Tables['iam_projects']): IamProject {
  return {
    domainId: row.domain_id,
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    description: row.description,
    createdAt: row.created_at,
  };
}

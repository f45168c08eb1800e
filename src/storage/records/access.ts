import type {
  AccessKey,
  AccessRecords,
  Account,
  CredentialOwner,
  IamProject,
  Policy,
  Token,
  User,
} from '../../domain/access/index.ts';
import { type Connection, firstRow, query } from '../query.ts';
import type { Tables } from '../tables.ts';
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
  (db, p: Omit<User, 'root' | 'enabled'> & { root: number; enabled: number; hash: string }) =>
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
        password_hash: p.hash,
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
    .selectAll('users')
    .select('accounts.name as domain_name')
    .where('accounts.name', '=', p.domainName)
    .where('users.name', '=', p.userName),
);
const listUsers = query((db, p: { domainId: string }) =>
  db.selectFrom('users').selectAll().where('domain_id', '=', p.domainId).orderBy('number'),
);
const updateUser = query(
  (db, p: { domainId: string; id: string; enabled: number; updatedAt: number }) =>
    db
      .updateTable('users')
      .set({ enabled: p.enabled, updated_at: p.updatedAt })
      .where('domain_id', '=', p.domainId)
      .where('id', '=', p.id),
);
const updatePassword = query(
  (db, p: { domainId: string; userId: string; hash: string; at: number }) =>
    db
      .updateTable('users')
      .set({ password_hash: p.hash, updated_at: p.at })
      .where('domain_id', '=', p.domainId)
      .where('id', '=', p.userId),
);
const deleteUser = query((db, p: { domainId: string; userId: string }) =>
  db.deleteFrom('users').where('domain_id', '=', p.domainId).where('id', '=', p.userId),
);
/** Every table in which something belongs to a user alone. */
const belongings = (
  ['access_keys', 'tokens', 'policy_attachments', 'project_members'] as const
).map((table) =>
  query((db, p: { domainId: string; userId: string }) =>
    db.deleteFrom(table).where('domain_id', '=', p.domainId).where('user_id', '=', p.userId),
  ),
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
const findIamProject = query((db, p: { domainId: string; id: string }) =>
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

const insertAccessKey = query(
  (db, p: Omit<AccessKey, 'enabled'> & { enabled: number; sealedSecret: Uint8Array }) =>
    db
      .insertInto('access_keys')
      .values({
        access_key: p.accessKey,
        domain_id: p.domainId,
        user_id: p.userId,
        sealed_secret: p.sealedSecret,
        enabled: p.enabled,
        description: p.description,
        created_at: p.createdAt,
      })
      .onConflict((conflict) => conflict.doNothing()),
);
const findAccessKey = query((db, p: { accessKey: string }) =>
  db
    .selectFrom('access_keys')
    .innerJoin('users', (join) =>
      join
        .onRef('users.domain_id', '=', 'access_keys.domain_id')
        .onRef('users.id', '=', 'access_keys.user_id'),
    )
    .innerJoin('accounts', 'accounts.domain_id', 'access_keys.domain_id')
    .selectAll('access_keys')
    .select([
      'accounts.name as domain_name',
      'users.name as user_name',
      'users.number as user_number',
      'users.root as user_root',
      'users.enabled as user_enabled',
    ])
    .where('access_keys.access_key', '=', p.accessKey),
);
const listAccessKeys = query((db, p: { domainId: string }) =>
  db
    .selectFrom('access_keys')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .orderBy('created_at')
    .orderBy('access_key'),
);
const listAccessKeysOfUser = query((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('access_keys')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .orderBy('created_at')
    .orderBy('access_key'),
);
const setAccessKeyEnabled = query(
  (db, p: { domainId: string; accessKey: string; enabled: number }) =>
    db
      .updateTable('access_keys')
      .set({ enabled: p.enabled })
      .where('access_key', '=', p.accessKey)
      .where('domain_id', '=', p.domainId),
);
const deleteAccessKey = query((db, p: { domainId: string; accessKey: string }) =>
  db
    .deleteFrom('access_keys')
    .where('access_key', '=', p.accessKey)
    .where('domain_id', '=', p.domainId),
);

const insertToken = query(
  (db, p: Omit<Token, 'scope'> & { scope: Tables['tokens']['scope']; projectId: string }) =>
    db.insertInto('tokens').values({
      hash: p.hash,
      domain_id: p.domainId,
      user_id: p.userId,
      scope: p.scope,
      project_id: p.projectId,
      issued_at: p.issuedAt,
      expires_at: p.expiresAt,
    }),
);
const findToken = query((db, p: { hash: string }) =>
  db
    .selectFrom('tokens')
    .innerJoin('users', (join) =>
      join
        .onRef('users.domain_id', '=', 'tokens.domain_id')
        .onRef('users.id', '=', 'tokens.user_id'),
    )
    .innerJoin('accounts', 'accounts.domain_id', 'tokens.domain_id')
    .selectAll('tokens')
    .select([
      'accounts.name as domain_name',
      'users.name as user_name',
      'users.number as user_number',
      'users.root as user_root',
      'users.enabled as user_enabled',
    ])
    .where('tokens.hash', '=', p.hash),
);
const deleteToken = query((db, p: { hash: string }) =>
  db.deleteFrom('tokens').where('hash', '=', p.hash),
);
const deleteTokensOfUser = query((db, p: { domainId: string; userId: string }) =>
  db.deleteFrom('tokens').where('domain_id', '=', p.domainId).where('user_id', '=', p.userId),
);
const deleteTokensExpiredBefore = query((db, p: { at: number }) =>
  db.deleteFrom('tokens').where('expires_at', '<', p.at),
);

const insertPolicy = query((db, p: Policy) =>
  db
    .insertInto('policies')
    .values({
      domain_id: p.domainId,
      id: p.id,
      name: p.name,
      document: p.document,
      created_at: p.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const findPolicyByName = query((db, p: { domainId: string; name: string }) =>
  db
    .selectFrom('policies')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('name', '=', p.name),
);
const listPolicies = query((db, p: { domainId: string }) =>
  db.selectFrom('policies').selectAll().where('domain_id', '=', p.domainId).orderBy('name'),
);
const deletePolicy = query((db, p: { domainId: string; policyId: string }) =>
  db.deleteFrom('policies').where('domain_id', '=', p.domainId).where('id', '=', p.policyId),
);
const deleteAttachments = query((db, p: { domainId: string; policyId: string }) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('policy_id', '=', p.policyId),
);
const attachPolicy = query((db, p: { domainId: string; policyId: string; userId: string }) =>
  db
    .insertInto('policy_attachments')
    .values({ domain_id: p.domainId, user_id: p.userId, policy_id: p.policyId })
    .onConflict((conflict) => conflict.doNothing()),
);
const detachPolicy = query((db, p: { domainId: string; policyId: string; userId: string }) =>
  db
    .deleteFrom('policy_attachments')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId)
    .where('policy_id', '=', p.policyId),
);
const listPoliciesOfUser = query((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('policy_attachments')
    .innerJoin('policies', (join) =>
      join
        .onRef('policies.domain_id', '=', 'policy_attachments.domain_id')
        .onRef('policies.id', '=', 'policy_attachments.policy_id'),
    )
    .selectAll('policies')
    .where('policy_attachments.domain_id', '=', p.domainId)
    .where('policy_attachments.user_id', '=', p.userId),
);

export function accessRecords(connection: Connection): AccessRecords {
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

    async insertUser(user, hash) {
      const values = { ...user, root: Number(user.root), enabled: Number(user.enabled), hash };
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
      return (
        row && { ...userOf(row), domainName: row.domain_name, passwordHash: row.password_hash }
      );
    },
    async listUsers(domainId) {
      return (await connection.rows(listUsers, { domainId })).map(userOf);
    },
    async updateUser(user) {
      await connection.changes(updateUser, { ...user, enabled: Number(user.enabled) });
    },
    async updatePassword(domainId, userId, hash, at) {
      await connection.changes(updatePassword, { domainId, userId, hash, at });
    },
    async deleteUser(domainId, userId) {
      for (const each of belongings) await connection.changes(each, { domainId, userId });
      await connection.changes(deleteUser, { domainId, userId });
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

    async insertAccessKey(key, sealedSecret) {
      const values = { ...key, enabled: Number(key.enabled), sealedSecret };
      return (await connection.changes(insertAccessKey, values)) === 1;
    },
    async findAccessKey(accessKey) {
      const row = await firstRow(connection, findAccessKey, { accessKey });
      return row && { key: accessKeyOf(row), sealedSecret: row.sealed_secret, owner: ownerOf(row) };
    },
    async listAccessKeys(domainId, userId) {
      const rows =
        userId === undefined
          ? await connection.rows(listAccessKeys, { domainId })
          : await connection.rows(listAccessKeysOfUser, { domainId, userId });
      return rows.map(accessKeyOf);
    },
    async setAccessKeyEnabled(domainId, accessKey, enabled) {
      const values = { domainId, accessKey, enabled: Number(enabled) };
      await connection.changes(setAccessKeyEnabled, values);
    },
    async deleteAccessKey(domainId, accessKey) {
      return (await connection.changes(deleteAccessKey, { domainId, accessKey })) === 1;
    },

    async insertToken(token) {
      const { scope } = token;
      const projectId = scope.kind === 'project' ? scope.projectId : '';
      await connection.changes(insertToken, { ...token, scope: scope.kind, projectId });
    },
    async findToken(hash) {
      const row = await firstRow(connection, findToken, { hash });
      return row && { token: tokenOf(row), owner: ownerOf(row) };
    },
    async deleteToken(hash) {
      await connection.changes(deleteToken, { hash });
    },
    async deleteTokensOfUser(domainId, userId) {
      await connection.changes(deleteTokensOfUser, { domainId, userId });
    },
    async deleteTokensExpiredBefore(at) {
      await connection.changes(deleteTokensExpiredBefore, { at });
    },

    async insertPolicy(policy) {
      return (await connection.changes(insertPolicy, policy)) === 1;
    },
    async findPolicyByName(domainId, name) {
      const row = await firstRow(connection, findPolicyByName, { domainId, name });
      return row && policyOf(row);
    },
    async listPolicies(domainId) {
      return (await connection.rows(listPolicies, { domainId })).map(policyOf);
    },
    async deletePolicy(domainId, policyId) {
      await connection.changes(deleteAttachments, { domainId, policyId });
      await connection.changes(deletePolicy, { domainId, policyId });
    },
    async attachPolicy(domainId, policyId, userId) {
      await connection.changes(attachPolicy, { domainId, policyId, userId });
    },
    async detachPolicy(domainId, policyId, userId) {
      return (await connection.changes(detachPolicy, { domainId, policyId, userId })) === 1;
    },
    async listPoliciesOfUser(domainId, userId) {
      return (await connection.rows(listPoliciesOfUser, { domainId, userId })).map(policyOf);
    },
  };
}

function accountOf(row: Tables['accounts'] | undefined): Account | undefined {
  return row && { domainId: row.domain_id, name: row.name, createdAt: row.created_at };
}

function userOf(row: Tables['users']): User {
  return {
    domainId: row.domain_id,
    id: row.id,
    number: row.number,
    name: row.name,
    nickName: row.nick_name,
    root: row.root === 1,
    enabled: row.enabled === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
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

function accessKeyOf(row: Tables['access_keys']): AccessKey {
  return {
    accessKey: row.access_key,
    domainId: row.domain_id,
    userId: row.user_id,
    enabled: row.enabled === 1,
    description: row.description,
    createdAt: row.created_at,
  };
}

function tokenOf(row: Tables['tokens']): Token {
  return {
    hash: row.hash,
    domainId: row.domain_id,
    userId: row.user_id,
    scope:
      row.scope === 'project'
        ? { kind: 'project', projectId: row.project_id }
        : { kind: row.scope },
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  };
}

function policyOf(row: Tables['policies']): Policy {
  return {
    domainId: row.domain_id,
    id: row.id,
    name: row.name,
    document: row.document,
    createdAt: row.created_at,
  };
}

function ownerOf(row: {
  domain_id: string;
  user_id: string;
  domain_name: string;
  user_name: string;
  user_number: number;
  user_root: number;
  user_enabled: number;
}): CredentialOwner {
  return {
    principal: {
      domainId: row.domain_id,
      domainName: row.domain_name,
      userId: row.user_id,
      userName: row.user_name,
      userNumber: row.user_number,
      root: row.user_root === 1,
    },
    enabled: row.user_enabled === 1,
  };
}

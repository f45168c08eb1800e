import { sql } from 'kysely';
import type {
  AccessKey,
  CredentialOwner,
  CredentialRecords,
  TemporaryKey,
  Token,
} from '../../domain/access/index.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';

/** What `ownerOf` reads of a credential's user and account. */
const ownerColumns = [
  'accounts.name as domain_name',
  'users.name as user_name',
  'users.number as user_number',
  'users.root as user_root',
  'users.enabled as user_enabled',
] as const;

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
const findAccessKey = rememberedQuery((db, p: { accessKey: string }) =>
  db
    .selectFrom('access_keys')
    .innerJoin('users', (join) =>
      join
        .onRef('users.domain_id', '=', 'access_keys.domain_id')
        .onRef('users.id', '=', 'access_keys.user_id'),
    )
    .innerJoin('accounts', 'accounts.domain_id', 'access_keys.domain_id')
    .selectAll('access_keys')
    .select(ownerColumns)
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
const updateAccessKey = query(
  (db, p: { domainId: string; accessKey: string; enabled: number; description: string }) =>
    db
      .updateTable('access_keys')
      .set({ enabled: p.enabled, description: p.description })
      .where('access_key', '=', p.accessKey)
      .where('domain_id', '=', p.domainId),
);
const deleteAccessKey = query((db, p: { domainId: string; accessKey: string }) =>
  db
    .deleteFrom('access_keys')
    .where('access_key', '=', p.accessKey)
    .where('domain_id', '=', p.domainId),
);

/** Of the key's own row, so that nothing is noted of a key that is gone. */
const putKeyUse = query((db, p: { accessKey: string; at: number }) =>
  db
    .insertInto('key_uses')
    .columns(['access_key', 'domain_id', 'user_id', 'at'])
    .expression(
      db
        .selectFrom('access_keys')
        .select(['access_key', 'domain_id', 'user_id', sql<number>`${p.at}`.as('at')])
        .where('access_key', '=', p.accessKey),
    )
    .onConflict((conflict) =>
      conflict.column('access_key').doUpdateSet({ at: p.at }).where('key_uses.at', '<', p.at),
    ),
);
const findKeyUse = query((db, p: { accessKey: string }) =>
  db.selectFrom('key_uses').select('at').where('access_key', '=', p.accessKey),
);
const listKeyUses = query((db, p: { domainId: string }) =>
  db
    .selectFrom('key_uses')
    .select(['access_key', 'at'])
    .where('domain_id', '=', p.domainId)
    .orderBy('access_key'),
);
const deleteKeyUse = query((db, p: { domainId: string; accessKey: string }) =>
  db
    .deleteFrom('key_uses')
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
      method: p.method,
      issued_at: p.issuedAt,
      expires_at: p.expiresAt,
    }),
);
const findToken = rememberedQuery((db, p: { hash: string }) =>
  db
    .selectFrom('tokens')
    .innerJoin('users', (join) =>
      join
        .onRef('users.domain_id', '=', 'tokens.domain_id')
        .onRef('users.id', '=', 'tokens.user_id'),
    )
    .innerJoin('accounts', 'accounts.domain_id', 'tokens.domain_id')
    .selectAll('tokens')
    .select(ownerColumns)
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

const insertTemporaryKey = query(
  (
    db,
    p: Omit<TemporaryKey, 'narrowedBy'> & { narrowedBy: string | null; sealedSecret: Uint8Array },
  ) =>
    db.insertInto('temporary_keys').values({
      access_key: p.accessKey,
      domain_id: p.domainId,
      user_id: p.userId,
      sealed_secret: p.sealedSecret,
      security_token_hash: p.securityTokenHash,
      narrowed_by: p.narrowedBy,
      issued_at: p.issuedAt,
      expires_at: p.expiresAt,
    }),
);
const findTemporaryKey = rememberedQuery((db, p: { accessKey: string }) =>
  db
    .selectFrom('temporary_keys')
    .innerJoin('users', (join) =>
      join
        .onRef('users.domain_id', '=', 'temporary_keys.domain_id')
        .onRef('users.id', '=', 'temporary_keys.user_id'),
    )
    .innerJoin('accounts', 'accounts.domain_id', 'temporary_keys.domain_id')
    .selectAll('temporary_keys')
    .select(ownerColumns)
    .where('temporary_keys.access_key', '=', p.accessKey),
);
const deleteTemporaryKeysOfUser = query((db, p: { domainId: string; userId: string }) =>
  db
    .deleteFrom('temporary_keys')
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const deleteTemporaryKeysExpiredBefore = query((db, p: { at: number }) =>
  db.deleteFrom('temporary_keys').where('expires_at', '<', p.at),
);

export function credentialRecords(connection: Connection): CredentialRecords {
  return {
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
    async updateAccessKey(key) {
      await connection.changes(updateAccessKey, { ...key, enabled: Number(key.enabled) });
    },
    async deleteAccessKey(domainId, accessKey) {
      await connection.changes(deleteKeyUse, { domainId, accessKey });
      return (await connection.changes(deleteAccessKey, { domainId, accessKey })) === 1;
    },

    async putKeyUse(accessKey, at) {
      await connection.changes(putKeyUse, { accessKey, at });
    },
    async findKeyUse(accessKey) {
      return (await firstRow(connection, findKeyUse, { accessKey }))?.at;
    },
    async listKeyUses(domainId) {
      const rows = await connection.rows(listKeyUses, { domainId });
      return new Map(rows.map((row) => [row.access_key, row.at]));
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

    async insertTemporaryKey(key, sealedSecret) {
      const values = { ...key, narrowedBy: key.narrowedBy ?? null, sealedSecret };
      await connection.changes(insertTemporaryKey, values);
    },
    async findTemporaryKey(accessKey) {
      const row = await firstRow(connection, findTemporaryKey, { accessKey });
      return (
        row && { key: temporaryKeyOf(row), sealedSecret: row.sealed_secret, owner: ownerOf(row) }
      );
    },
    async deleteTemporaryKeysOfUser(domainId, userId) {
      await connection.changes(deleteTemporaryKeysOfUser, { domainId, userId });
    },
    async deleteTemporaryKeysExpiredBefore(at) {
      await connection.changes(deleteTemporaryKeysExpiredBefore, { at });
    },
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
    method: row.method,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  };
}

function temporaryKeyOf(row: Tables['temporary_keys']): TemporaryKey {
  return {
    accessKey: row.access_key,
    domainId: row.domain_id,
    userId: row.user_id,
    securityTokenHash: row.security_token_hash,
    narrowedBy: row.narrowed_by ?? undefined,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
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

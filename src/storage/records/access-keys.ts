import { sql } from 'kysely';
import type { AccessKey, AccessKeyRecords } from '../../domain/access/index.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';
import { ownerColumns, ownerOf } from './credential-owners.ts';

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

export function accessKeyRecords(connection: Connection): AccessKeyRecords {
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

import type { TemporaryKey, TemporaryKeyRecords } from '../../domain/access/index.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';
import { ownerColumns, ownerOf } from './credential-owners.ts';

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

export function temporaryKeyRecords(connection: Connection): TemporaryKeyRecords {
  return {
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

import type { Token, TokenRecords } from '../../domain/access/index.ts';
import { type Connection, firstRow, query, rememberedQuery } from '../query.ts';
import type { Tables } from '../tables.ts';
import { ownerColumns, ownerOf } from './credential-owners.ts';

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

export function tokenRecords(connection: Connection): TokenRecords {
  return {
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

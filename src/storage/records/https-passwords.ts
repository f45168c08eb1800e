import type { HttpsPassword, HttpsPasswordRecords } from '../../domain/access/index.ts';
import { type Connection, firstRow, query } from '../query.ts';

const findHttpsPassword = query((db, p: { domainId: string; userId: string }) =>
  db
    .selectFrom('https_passwords')
    .selectAll()
    .where('domain_id', '=', p.domainId)
    .where('user_id', '=', p.userId),
);
const putHttpsPassword = query((db, p: Omit<HttpsPassword, 'inUse'> & { inUse: number }) => {
  const changing = { password_hash: p.passwordHash, in_use: p.inUse, changed_at: p.changedAt };
  return db
    .insertInto('https_passwords')
    .values({ domain_id: p.domainId, user_id: p.userId, ...changing })
    .onConflict((conflict) => conflict.columns(['domain_id', 'user_id']).doUpdateSet(changing));
});

export function httpsPasswordRecords(connection: Connection): HttpsPasswordRecords {
  return {
    async findHttpsPassword(domainId, userId) {
      const row = await firstRow(connection, findHttpsPassword, { domainId, userId });
      if (!row) return undefined;
      const { password_hash: passwordHash, in_use, changed_at: changedAt } = row;
      return { domainId, userId, passwordHash, inUse: in_use === 1, changedAt };
    },
    async putHttpsPassword(password) {
      const values = { ...password, inUse: Number(password.inUse) };
      await connection.changes(putHttpsPassword, values);
    },
  };
}

import type { Lock, LockRecords } from '../../domain/access/index.ts';
import { type Connection, query } from '../query.ts';

const listLocks = query((db, p: { now: number }) =>
  db.selectFrom('locks').selectAll().where('until', '>', p.now),
);
const deleteEnded = query((db, p: { now: number }) =>
  db.deleteFrom('locks').where('until', '<=', p.now),
);
const putLock = query((db, p: Lock) =>
  db
    .insertInto('locks')
    .values({ subject: p.subject, until: p.until })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ until: p.until })),
);
/** More rows than there ever are: an offset wants a limit before it on SQLite. */
const all = 1_000_000;
const deleteBeyond = query((db, p: { atMost: number }) =>
  db
    .deleteFrom('locks')
    .where('subject', 'in', (beyond) =>
      beyond
        .selectFrom('locks')
        .select('subject')
        .orderBy('until', 'desc')
        .orderBy('subject')
        .limit(all)
        .offset(p.atMost),
    ),
);

export function lockRecords(connection: Connection): LockRecords {
  return {
    async listLocks(now) {
      return connection.rows(listLocks, { now });
    },
    async putLocks(locks, now, atMost) {
      await connection.changes(deleteEnded, { now });
      for (const lock of locks) await connection.changes(putLock, lock);
      await connection.changes(deleteBeyond, { atMost });
    },
  };
}

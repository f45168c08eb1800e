import { setTimeout as sleep } from 'node:timers/promises';
import { type Store, StoreUnavailable } from '../../domain/store.ts';
import { NewerDatabase } from '../migrations/index.ts';
import { isConflict, isLost, isOverload, isShutOut, isStalePlan } from './failures.ts';
import { poolAt } from './pool.ts';
import { migrateAt, UnusableDatabase } from './schema.ts';
import { shownUrl } from './shown-url.ts';
import { inSnapshot, inTransaction, Undone } from './transactions.ts';

/** For how long work is tried again while the database cannot be reached. */
const patienceMs = 5000;
/** The longest pause before the next try. */
const pauseMs = 250;

/**
 * A store in a PostgreSQL database, which any number of processes may share. Writes are
 * serializable: they run beside each other, and one that conflicts is run again, alone.
 * See docs/decisions/0008. Throws StoreUnavailable, NewerDatabase or UnusableDatabase.
 */
export async function openPostgresStore(url: string): Promise<Store> {
  const name = shownUrl(url);
  await patiently(name, () => migrateAt(url)).catch((error: Error) => {
    if (error instanceof NewerDatabase || error instanceof UnusableDatabase) throw error;
    throw error instanceof StoreUnavailable ? error : new StoreUnavailable(name, error);
  });
  const pool = poolAt(url);
  const read: Store['read'] = (work) => patiently(name, () => inSnapshot(pool, work));
  return {
    read,
    consult: read,
    async write(work) {
      try {
        return await patiently(name, () => inTransaction(pool, 'together', work));
      } catch (error) {
        if (!(error instanceof Undone && isConflict(error.cause))) throw error;
        return patiently(name, () => inTransaction(pool, 'alone', work));
      }
    },
    close: () => pool.end(),
  };
}

/**
 * Tries again what was left undone because the server could not be reached.
 * Throws StoreUnavailable when that lasts, and Undone for conflicts.
 */
async function patiently<T>(name: string, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
      const { cause } = error;
      if (isConflict(cause)) throw error;
      const shutOut = isShutOut(cause);
      const passing = !shutOut && (isLost(cause) || isStalePlan(cause));
      if (!passing && !shutOut && !isOverload(cause)) throw cause;
      if (!passing || Date.now() > deadline) throw new StoreUnavailable(name, cause as Error);
      await sleep(Math.random() * pauseMs);
    }
  }
}

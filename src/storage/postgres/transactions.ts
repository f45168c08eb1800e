import type { Pool, PoolClient } from 'pg';
import type { Records } from '../../domain/store.ts';
import { recordsOn } from '../records/index.ts';
import { PostgresConnection } from './connection.ts';
import { isLost, isRefusal } from './failures.ts';

type Work<T> = (records: Records) => Promise<T>;

/** The database or the way to it failed; what was to be done has not been done. */
export class Undone extends Error {
  constructor(cause: unknown) {
    super('nothing was done', { cause });
    this.name = 'Undone';
  }
}

/** A COMMIT without an answer: nobody here knows whether it was done. */
export class UnknownOutcome extends Error {
  constructor(cause: unknown) {
    super('the connection was lost while a change was being committed', { cause });
    this.name = 'UnknownOutcome';
  }
}

const beginSnapshot = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/**
 * Serializable, beside other writes or alone. LOCK takes no snapshot: whoever had to wait for it
 * sees all that was committed meanwhile.
 */
const beginWrite = {
  together: 'BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE atelier_turns IN ROW SHARE MODE',
  alone: 'BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE atelier_turns IN EXCLUSIVE MODE',
};

/** Runs the work on one snapshot. Throws what the work throws, or Undone. */
export async function inSnapshot<T>(pool: Pool, work: Work<T>): Promise<T> {
  const session = await sessionOf(pool);
  const result = await worked(session, beginSnapshot, work);
  leave(session, 'COMMIT');
  return result;
}

/** Runs the work as one transaction. Throws what the work throws, Undone, or UnknownOutcome. */
export async function inTransaction<T>(
  pool: Pool,
  turn: keyof typeof beginWrite,
  work: Work<T>,
): Promise<T> {
  const session = await sessionOf(pool);
  const result = await worked(session, beginWrite[turn], work);
  await commit(session.connection);
  return result;
}

interface Session {
  readonly connection: PostgresConnection<PoolClient>;
  readonly records: Records;
}

const sessions = new WeakMap<PoolClient, Session>();

/** A free connection of the pool, with the records on it. */
async function sessionOf(pool: Pool): Promise<Session> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new Undone(error);
  });
  let session = sessions.get(client);
  if (!session) {
    const connection = new PostgresConnection(client);
    session = { connection, records: recordsOn(connection) };
    sessions.set(client, session);
  }
  return session;
}

async function worked<T>(session: Session, begin: string, work: Work<T>): Promise<T> {
  const { connection, records } = session;
  connection.begin(begin);
  try {
    const result = await work(records);
    if (connection.failure) throw connection.failure;
    return result;
  } catch (error) {
    leave(session, 'ROLLBACK');
    throw connection.failure ? new Undone(connection.failure) : error;
  }
}

/** Ends a transaction that keeps nothing; nobody has to wait for that. */
function leave({ connection }: Session, end: 'COMMIT' | 'ROLLBACK'): void {
  const { client, failure } = connection;
  client.query(end).then(
    // One to a server that only reads, or is going down, is not used again.
    () => client.release(failure !== undefined && isLost(failure)),
    (error: Error) => client.release(error),
  );
}

async function commit(connection: PostgresConnection<PoolClient>): Promise<void> {
  const { client } = connection;
  let command: string;
  try {
    ({ command } = await client.query('COMMIT'));
  } catch (error) {
    client.release(!isRefusal(error));
    throw isRefusal(error) ? new Undone(error) : new UnknownOutcome(error);
  }
  client.release();
  if (connection.failure) throw new Undone(connection.failure);
  if (command !== 'COMMIT') throw new Undone(new Error(`COMMIT was answered ${command}`));
}

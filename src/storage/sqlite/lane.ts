import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Records } from '../../domain/store.ts';
import { recordsOn } from '../records/index.ts';
import { SqliteConnection } from './connection.ts';
import { isBusy } from './directory-lock.ts';

/** How long a transaction waits for another process, such as the command line, to finish its own. */
export const patienceMs = 5000;
/** As many pieces of work share one transaction at most; those who wait longer are answered first. */
const largestBatch = 64;

interface Piece {
  readonly work: (records: Records) => Promise<unknown>;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * One connection, on which pieces of work take turns. Those that have come together in one turn of
 * the event loop share a transaction, in which one that fails undoes only what it did itself; all are
 * settled together, once what they saw is committed. Work may be run twice, so it must do nothing
 * but with its records.
 */
export class Lane {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;
  readonly #records: Records;
  readonly #committed: () => void;
  readonly #together: number;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #undo: StatementSync;
  readonly #release: StatementSync;
  readonly #waiting: Piece[] = [];
  readonly #alone: (() => Promise<void>)[] = [];
  #running = false;

  /**
   * On a lane that both reads and writes, no piece shares its transaction: it must not see what may
   * still be undone. `committed` is told of every commit of something written.
   */
  constructor(
    database: DatabaseSync,
    kind: 'reads' | 'writes' | 'both',
    committed: () => void = () => undefined,
  ) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
    this.#records = recordsOn(this.#connection);
    this.#committed = committed;
    this.#together = kind === 'both' ? 1 : largestBatch;
    this.#begin = database.prepare(kind === 'reads' ? 'BEGIN' : 'BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#savepoint = database.prepare('SAVEPOINT piece');
    this.#undo = database.prepare('ROLLBACK TO piece');
    this.#release = database.prepare('RELEASE piece');
  }

  /** Runs the work in a transaction, which has ended when this resolves or rejects. */
  async run<T>(work: (records: Records) => Promise<T>): Promise<T> {
    const outcome = await new Promise<Outcome>((settle) => {
      this.#waiting.push({ work, settle });
      this.#start();
    });
    if ('error' in outcome) throw outcome.error;
    return outcome.value as T;
  }

  /** Runs something while the connection is in no transaction; what comes meanwhile waits. */
  alone(action: () => Promise<void> | void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#alone.push(async () => {
        try {
          resolve(await action());
        } catch (error) {
          reject(error);
        }
      });
      this.#start();
    });
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    // What else arrives in this turn of the event loop comes along.
    setImmediate(() => void this.#takeTurns());
  }

  async #takeTurns(): Promise<void> {
    for (const action of this.#alone.splice(0)) await action();
    const pieces = this.#waiting.splice(0, this.#together);
    const outcomes = await this.#outcomes(pieces);
    for (const [i, { settle }] of pieces.entries()) settle(outcomes[i] as Outcome);
    this.#running = false;
    if (this.#waiting.length > 0 || this.#alone.length > 0) this.#start();
  }

  /**
   * Runs the pieces in one transaction. Mostly all go well, or fail before they write anything; where
   * one fails later, all is undone and done again with savepoints.
   */
  async #outcomes(pieces: readonly Piece[]): Promise<readonly Outcome[]> {
    if (pieces.length === 0) return [];
    try {
      return (
        (await this.#inTransaction(pieces, false)) ??
        (await this.#inTransaction(pieces, true)) ??
        []
      );
    } catch (error) {
      return pieces.map(() => ({ error }));
    }
  }

  /** Undefined where a piece would have to be undone and the others kept, which takes savepoints. */
  async #inTransaction(
    pieces: readonly Piece[],
    savepoints: boolean,
  ): Promise<Outcome[] | undefined> {
    await this.#begun();
    try {
      this.#connection.begin();
      const outcomes: Outcome[] = [];
      for (const piece of pieces) {
        const { writes } = this.#connection;
        const outcome = await (savepoints ? this.#apart(piece) : outcomeOf(piece, this.#records));
        outcomes.push(outcome);
        if ('value' in outcome || savepoints) continue;
        // Where the engine has ended the transaction, the next piece would be in none.
        const undone = this.#connection.writes > writes || !this.#database.isTransaction;
        if (undone) return pieces.length > 1 ? undefined : outcomes;
      }
      this.#commit.run();
      if (this.#connection.writes > 0) this.#committed();
      return outcomes;
    } finally {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    }
  }

  /** One piece of work; when it fails, what it has written is undone and nothing else. */
  async #apart(piece: Piece): Promise<Outcome> {
    this.#savepoint.run();
    const outcome = await outcomeOf(piece, this.#records);
    if ('error' in outcome) {
      // A full disk, for one, has ended the whole transaction already: then nothing of it is kept.
      if (!this.#database.isTransaction) throw outcome.error;
      this.#undo.run();
    }
    this.#release.run();
    return outcome;
  }

  /** Begins; where another process writes, waits without holding up the event loop. */
  async #begun(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      try {
        this.#begin.run();
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
        await sleep(5);
      }
    }
  }
}

function outcomeOf({ work }: Piece, records: Records): Promise<Outcome> {
  return work(records).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

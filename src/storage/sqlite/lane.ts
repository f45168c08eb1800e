import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Records } from '../../domain/store.ts';
import { recordsOn } from '../records/index.ts';
import { SqliteConnection } from './connection.ts';
import { isBusy } from './directory-lock.ts';

/** How long a transaction waits for another process, such as the command line, to finish its own. */
const patienceMs = 5000;
/** As many pieces of work share one transaction at most; those who wait longer are answered first. */
const largestBatch = 64;

interface Piece {
  readonly work: (records: Records) => Promise<unknown>;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * One connection, on which pieces of work take turns. Those that have come together in one turn of
 * the event loop share a transaction: each in a savepoint of its own, so that one that fails undoes
 * only what it did itself, and all are settled together, once what they saw is committed.
 */
export class Lane {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;
  readonly #records: Records;
  readonly #writes: boolean;
  readonly #committed: () => void;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #undo: StatementSync;
  readonly #release: StatementSync;
  readonly #waiting: Piece[] = [];
  readonly #alone: (() => Promise<void>)[] = [];
  #running = false;

  /** `committed` is told of every commit of a lane that writes. */
  constructor(
    database: DatabaseSync,
    kind: 'reads' | 'writes',
    committed: () => void = () => undefined,
  ) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
    this.#records = recordsOn(this.#connection);
    this.#writes = kind === 'writes';
    this.#committed = committed;
    this.#begin = database.prepare(this.#writes ? 'BEGIN IMMEDIATE' : 'BEGIN');
    this.#commit = database.prepare('COMMIT');
    this.#savepoint = database.prepare('SAVEPOINT piece');
    this.#undo = database.prepare('ROLLBACK TO piece');
    this.#release = database.prepare('RELEASE piece');
  }

  /** How many pieces of work have not begun yet. */
  get waiting(): number {
    return this.#waiting.length;
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
    const pieces = this.#waiting.splice(0, largestBatch);
    const outcomes = await this.#outcomes(pieces);
    for (const [i, { settle }] of pieces.entries()) settle(outcomes[i] as Outcome);
    this.#running = false;
    if (this.#waiting.length > 0 || this.#alone.length > 0) this.#start();
  }

  async #outcomes(pieces: readonly Piece[]): Promise<Outcome[]> {
    const [first] = pieces;
    if (!first) return [];
    try {
      await this.#begun();
      this.#connection.begin();
      const outcomes =
        pieces.length === 1
          ? [await outcomeOf(first, this.#records)]
          : await this.#eachApart(pieces);
      if (pieces.length === 1 && this.#writes && 'error' in (outcomes[0] as Outcome)) {
        this.#rollBack();
        return outcomes;
      }
      this.#commit.run();
      if (this.#writes) this.#committed();
      return outcomes;
    } catch (error) {
      this.#rollBack();
      return pieces.map(() => ({ error }));
    }
  }

  async #eachApart(pieces: readonly Piece[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const piece of pieces) {
      if (this.#writes) this.#savepoint.run();
      const outcome = await outcomeOf(piece, this.#records);
      outcomes.push(outcome);
      if (!this.#writes) continue;
      if ('error' in outcome) {
        // A full disk, for one, has ended the whole transaction already: then nothing of it is kept.
        if (!this.#database.isTransaction) throw outcome.error;
        this.#undo.run();
      }
      this.#release.run();
    }
    return outcomes;
  }

  #rollBack(): void {
    if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  /** Begins; where another process writes, waits without holding up the event loop. */
  async #begun(): Promise<void> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      try {
        this.#begin.run();
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw error;
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

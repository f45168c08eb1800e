import type { Client } from 'pg';
import { StoreUnavailable } from '../../domain/store.ts';
import { NewerDatabase } from '../migrations/index.ts';
import { sequenceName, sequenceNames } from '../sequence-names.ts';
import {
  copyTables,
  firstUnlike,
  type OnRows,
  type RowSource,
  type StoredRow,
  summaries,
  type TableName,
  type TableSummary,
  tableNames,
} from '../table-contents.ts';
import { PostgresConnection, storable } from './connection.ts';
import { isLost, isRefusal } from './failures.ts';
import { longClientAt } from './pool.ts';
import { migrateWithin, UnusableDatabase } from './schema.ts';
import { shownUrl } from './shown-url.ts';
import { UnknownOutcome } from './transactions.ts';

/** What has arrived is not what was sent; nothing of it was kept. */
export class UnfaithfulCopy extends Error {
  constructor(table: string) {
    super(`the table ${table} did not arrive as it was: nothing has been moved`);
    this.name = 'UnfaithfulCopy';
  }
}

/** A table on both sides, found alike. */
export interface MovedTable extends TableSummary {
  /** Rows in which U+0000, which PostgreSQL's texts cannot hold, has become U+FFFD. */
  readonly replaced: number;
}

/** Tables with a key that the engine counts up. */
const numberedTables: readonly (readonly [table: TableName, key: string])[] = [
  ['trees', 'tree'],
  ['audit', 'number'],
];

export interface MoveProgress {
  readonly onCopied: OnRows;
  readonly onReadBack: OnRows;
}

/**
 * Copies all tables into an empty database, in one transaction: until its end nobody sees anything
 * of it, and an interruption leaves nothing. What has arrived is read back and compared before the
 * end. Throws UnusableDatabase, NewerDatabase, UnfaithfulCopy, StoreUnavailable or UnknownOutcome.
 */
export async function moveToPostgres(
  source: RowSource,
  url: string,
  progress: MoveProgress,
): Promise<MovedTable[]> {
  const client = longClientAt(url);
  try {
    const moved = await copied(client, source, progress).catch((error) => {
      const ours = error instanceof UnusableDatabase || error instanceof NewerDatabase;
      if (ours || !(isRefusal(error) || isLost(error))) throw error;
      throw new StoreUnavailable(shownUrl(url), error);
    });
    await client.query('COMMIT').catch((error) => {
      throw isRefusal(error)
        ? new StoreUnavailable(shownUrl(url), error)
        : new UnknownOutcome(error);
    });
    return moved;
  } finally {
    // Where it did not come to COMMIT, the server takes everything back.
    client.end().catch(() => undefined);
  }
}

async function copied(
  client: Client,
  source: RowSource,
  { onCopied, onReadBack }: MoveProgress,
): Promise<MovedTable[]> {
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
  // To put a large table in order the source takes its time, and nobody else waits here.
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await migrateWithin(client);
  await requireEmpty(client);
  const filling = new Filling(client);
  const sent = await copyTables(source, (table, rows) => filling.put(table, rows), onCopied);
  await filling.finish();
  const unlike = firstUnlike(sent, await summaries(new PostgresConnection(client), onReadBack));
  if (unlike) throw new UnfaithfulCopy(unlike);
  return sent.map((each) => ({ ...each, replaced: filling.replaced.get(each.table) ?? 0 }));
}

/** Keeps every other process from writing until the end of the transaction. Throws UnusableDatabase. */
async function requireEmpty(client: Client): Promise<void> {
  await client.query('LOCK TABLE atelier_turns IN EXCLUSIVE MODE');
  const tables = tableNames.filter((name) => name !== 'sequences');
  const anyRow = tables.map((table) => `exists (select from ${table})`).join(' or ');
  const { rows } = await client.query(`select ${anyRow} as used`);
  if (rows[0].used) {
    throw new UnusableDatabase('the database holds data of Atelier already: name an empty one');
  }
}

/** Puts rows into empty tables. */
class Filling {
  readonly replaced = new Map<TableName, number>();
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Answers the rows as they are kept. */
  async put(table: TableName, rows: readonly StoredRow[]): Promise<readonly StoredRow[]> {
    const kept = rows.map((row) => this.#keepable(table, row));
    if (table === 'sequences') await this.#setSequences(kept);
    else {
      // The rows of a portion go as one parameter, whatever columns they have.
      await this.#client.query({
        name: `move-${table}`,
        text: `insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`,
        values: [JSON.stringify(kept, asJson)],
      });
    }
    return kept;
  }

  /** To be called after the last row: what is numbered goes on, and the planner knows the tables. */
  async finish(): Promise<void> {
    for (const [table, key] of numberedTables) {
      await this.#client.query(
        `select setval(pg_get_serial_sequence('${table}', '${key}'), max(${key})) from ${table} having count(*) > 0`,
      );
    }
    await this.#client.query(`analyze ${tableNames.filter((name) => name !== 'sequences')}`);
  }

  #keepable(table: TableName, row: StoredRow): StoredRow {
    const entries = Object.entries(row);
    const kept = entries.map(([column, value]) => [column, storable(value)] as const);
    if (kept.every(([, value], i) => value === entries[i]?.[1])) return row;
    this.replaced.set(table, (this.replaced.get(table) ?? 0) + 1);
    return Object.fromEntries(kept);
  }

  async #setSequences(given: readonly StoredRow[]): Promise<void> {
    for (const name of sequenceNames) {
      const last = given.find((row) => row.name === name)?.value;
      const values = [sequenceName(name), last ?? 1, last !== undefined];
      await this.#client.query('select setval($1, $2, $3)', values);
    }
  }
}

/** JSON has no bytes: PostgreSQL reads them from its own notation. */
function asJson(this: StoredRow, column: string, value: unknown): unknown {
  const raw = this[column];
  return raw instanceof Uint8Array ? `\\x${Buffer.from(raw).toString('hex')}` : value;
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { type CompiledQuery, type Connection, compile, type Query, query } from '../query.ts';
import { raise } from '../records/sequences.ts';
import type { RowSource } from '../table-contents.ts';
import { rarelyChanged, type Tables } from '../tables.ts';

/** Kysely as SQLite's query compiler; it never runs anything itself. */
export const sqliteDialect = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** How many rows of a stream are read at a stretch. */
const rowsBetweenTurns = 1000;

const compiled = new WeakMap<Query<never, unknown>, CompiledQuery>();

/** A query's statement on one connection. */
interface Prepared {
  readonly words: CompiledQuery;
  readonly statement: StatementSync;
  readonly rowOf: (values: readonly unknown[]) => unknown;
  /** Rows by parameters, where the query is one whose rows are remembered. */
  readonly known: Map<string, unknown[]>;
}

/** Results kept for one query; beyond this all are dropped, so that no stranger fills the memory. */
const mostRemembered = 10_000;

const findVersion = query((db, _p: object) =>
  db.selectFrom('sequences').select('value').where('name', '=', 'remembered'),
);

/**
 * One connection to a SQLite database; every query's statement is prepared once on it. It remembers
 * rows of `rarelyChanged` tables as long as a number in the database says that none has changed:
 * whoever changes one raises it in the same transaction, in whatever process.
 */
export class SqliteConnection implements Connection, RowSource {
  readonly engine = 'sqlite';
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<Query<never, unknown>, Prepared>();
  #version = 0;
  /** Whether this transaction itself has changed what is remembered. */
  #changed = false;
  #writes = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** To be called at the beginning of each transaction, before anything else. */
  begin(): void {
    const [row] = this.#run(this.#prepare(findVersion), ['remembered']) as { value: number }[];
    const version = row?.value ?? 0;
    if (version !== this.#version) this.#forget();
    this.#version = version;
    this.#changed = false;
    this.#writes = 0;
  }

  /** How many writes were tried since `begin`. */
  get writes(): number {
    return this.#writes;
  }

  async rows<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row[]> {
    const prepared = this.#ready(query);
    const values = prepared.words.bind(params) as SQLInputValue[];
    if (query.remembered === 'not' || this.#changed) return this.#run(prepared, values) as Row[];
    const key = JSON.stringify(values);
    let rows = prepared.known.get(key);
    if (!rows) {
      rows = this.#run(prepared, values);
      if (prepared.known.size >= mostRemembered) prepared.known.clear();
      if (rows.length > 0 || query.remembered === 'always') prepared.known.set(key, rows);
    }
    return rows as Row[];
  }

  async changes<Params>(query: Query<Params, unknown>, params: Params): Promise<number> {
    const { statement, words } = this.#ready(query);
    return Number(statement.run(...(words.bind(params) as SQLInputValue[])).changes);
  }

  async *stream<Row>(query: Query<unknown, Row>): AsyncGenerator<Row> {
    const { words, statement, rowOf } = this.#prepare(query);
    let rows = 0;
    for (const row of statement.iterate(...(words.bind({}) as SQLInputValue[]))) {
      yield rowOf(row as unknown as unknown[]) as Row;
      rows += 1;
      // The event loop goes on meanwhile.
      if (rows % rowsBetweenTurns === 0) await turn();
    }
  }

  #run({ statement, rowOf }: Prepared, values: SQLInputValue[]): unknown[] {
    return (statement.all(...values) as unknown as unknown[][]).map(rowOf);
  }

  /** The query, prepared, and everyone warned where it changes what is remembered. */
  #ready(query: Query<never, unknown>): Prepared {
    const prepared = this.#prepare(query);
    const { changes } = prepared.words;
    if (changes !== undefined) {
      this.#writes += 1;
      if (rarelyChanged.has(changes)) this.#raiseVersion();
    }
    return prepared;
  }

  #raiseVersion(): void {
    this.#changed = true;
    this.#forget();
    const raising = this.#prepare(raise);
    this.#run(raising, raising.words.bind({ name: 'remembered' }) as SQLInputValue[]);
  }

  #forget(): void {
    for (const { known } of this.#prepared.values()) known.clear();
  }

  #prepare(query: Query<never, unknown>): Prepared {
    let prepared = this.#prepared.get(query);
    if (!prepared) {
      const words = compiled.get(query) ?? compile(sqliteDialect, query);
      compiled.set(query, words);
      const statement = this.#database.prepare(words.sql);
      // Far cheaper than the dictionaries that it makes of rows otherwise.
      statement.setReturnArrays(true);
      const rowOf = rowMaker(statement.columns().map(({ name }) => name));
      prepared = { words, statement, rowOf, known: new Map() };
      this.#prepared.set(query, prepared);
    }
    return prepared;
  }
}

function rowMaker(names: readonly string[]): Prepared['rowOf'] {
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i += 1) row[names[i] as string] = values[i];
    return row;
  };
}

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { type CompiledQuery, type Connection, compile, type Query } from '../query.ts';
import type { Tables } from '../tables.ts';

/** Kysely as SQLite's query compiler; it never runs anything itself. */
export const sqliteDialect = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const compiled = new WeakMap<Query<never, unknown>, CompiledQuery>();

/** One connection to a SQLite database; every query's statement is prepared once on it. */
export class SqliteConnection implements Connection {
  readonly engine = 'sqlite';
  readonly #database: DatabaseSync;
  readonly #statements = new WeakMap<Query<never, unknown>, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async rows<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row[]> {
    const { statement, values } = this.#prepare(query, params);
    return statement.all(...values) as Row[];
  }

  async changes<Params>(query: Query<Params, unknown>, params: Params): Promise<number> {
    const { statement, values } = this.#prepare(query, params);
    return Number(statement.run(...values).changes);
  }

  #prepare<Params>(query: Query<Params, unknown>, params: Params) {
    let words = compiled.get(query);
    if (!words) {
      words = compile(sqliteDialect, query);
      compiled.set(query, words);
    }
    let statement = this.#statements.get(query);
    if (!statement) {
      statement = this.#database.prepare(words.sql);
      this.#statements.set(query, statement);
    }
    return { statement, values: words.bind(params) as SQLInputValue[] };
  }
}

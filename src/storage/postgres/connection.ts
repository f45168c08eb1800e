import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { ClientBase, QueryResult } from 'pg';
import { type CompiledQuery, type Connection, compile, type Query } from '../query.ts';
import type { RowSource } from '../table-contents.ts';
import type { Tables } from '../tables.ts';
import { isStalePlan } from './failures.ts';

/** Kysely as PostgreSQL's query compiler; it never runs anything itself. */
export const postgresDialect = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const compiled = new WeakMap<Query<never, unknown>, CompiledQuery & { readonly name: string }>();
let queries = 0;

/**
 * Part of the names of prepared statements. Raised when a newer program has added a column: the
 * server then refuses what was prepared of `select *` before, on every connection.
 */
let generation = 0;

/** How many rows of a stream come at a time. */
const rowsFetched = 1000;

/** One connection to the server; every query's statement is prepared once on it. */
export class PostgresConnection<Client extends ClientBase = ClientBase>
  implements Connection, RowSource
{
  readonly engine = 'postgres';
  readonly client: Client;
  #failure: Error | undefined;

  constructor(client: Client) {
    this.client = client;
  }

  /** What the first failed statement threw: the server has given the transaction up since. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Begins a transaction without waiting: the first query goes out with it. */
  begin(statement: string): void {
    this.#failure = undefined;
    this.client.query(statement).catch((error: Error) => {
      this.#failure ??= error;
    });
  }

  async rows<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row[]> {
    return (await this.#run(query, params)).rows as Row[];
  }

  async changes<Params>(query: Query<Params, unknown>, params: Params): Promise<number> {
    return (await this.#run(query, params)).rowCount ?? 0;
  }

  async *stream<Row>(query: Query<unknown, Row>): AsyncGenerator<Row> {
    const { sql, bind } = wordsOf(query);
    await this.client.query(`DECLARE streamed NO SCROLL CURSOR FOR ${sql}`, bind({}));
    for (;;) {
      const { rows } = await this.client.query(`FETCH ${rowsFetched} FROM streamed`);
      if (rows.length === 0) break;
      yield* rows;
    }
    await this.client.query('CLOSE streamed');
  }

  async #run<Params>(query: Query<Params, unknown>, params: Params): Promise<QueryResult> {
    const { name, sql, bind } = wordsOf(query);
    const prepared = generation;
    try {
      const values = bind(params).map(storable);
      return await this.client.query({ name: `${name}-${prepared}`, text: sql, values });
    } catch (error) {
      this.#failure ??= error as Error;
      if (isStalePlan(error) && prepared === generation) generation += 1;
      throw error;
    }
  }
}

function wordsOf(query: Query<never, unknown>) {
  let words = compiled.get(query);
  if (!words) {
    queries += 1;
    words = { ...compile(postgresDialect, query), name: `atelier-${queries}` };
    compiled.set(query, words);
  }
  return words;
}

/** PostgreSQL's texts have no U+0000: it becomes the replacement character. */
export function storable<T>(value: T): T | string {
  return typeof value === 'string' && value.includes('\0')
    ? value.replaceAll('\0', '\uFFFD')
    : value;
}

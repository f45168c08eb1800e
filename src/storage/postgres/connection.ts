import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { PoolClient, QueryResult } from 'pg';
import { type CompiledQuery, type Connection, compile, type Query } from '../query.ts';
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

/** One connection to the server; every query's statement is prepared once on it. */
export class PostgresConnection implements Connection {
  readonly engine = 'postgres';
  readonly client: PoolClient;
  #failure: Error | undefined;

  constructor(client: PoolClient) {
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
function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0')
    ? value.replaceAll('\0', '\uFFFD')
    : value;
}

import type { Compilable, Kysely, TableNode } from 'kysely';
import { rarelyChanged, type Tables } from './tables.ts';

/**
 * A query written once for all engines. `build` is called once per engine, with placeholders in
 * place of parameters; from then on its text is fixed and its statement prepared.
 */
export interface Query<Params, Row> {
  build(db: Kysely<Tables>, params: Params): Compilable<Row>;
  /** Whether its rows may be remembered until one of its tables changes: those that it found, or all. */
  readonly remembered: 'not' | 'found' | 'always';
}

/** Declares a query; parameters may stand wherever a value may. */
export function query<Params, Row>(
  build: (db: Kysely<Tables>, params: Params) => Compilable<Row>,
): Query<Params, Row> {
  return { build, remembered: 'not' };
}

/**
 * Declares a query of `rarelyChanged` tables alone, which nearly every request asks. That nothing was
 * found is remembered only where `remembered` is `always`: where no stranger chooses the parameters.
 */
export function rememberedQuery<Params, Row>(
  build: (db: Kysely<Tables>, params: Params) => Compilable<Row>,
  remembered: 'found' | 'always' = 'found',
): Query<Params, Row> {
  return { build, remembered };
}

/** A query in an engine's own words. */
export interface CompiledQuery {
  readonly sql: string;
  /** The table that it writes to, undefined where it only reads. */
  readonly changes: string | undefined;
  /** The values for the engine's placeholders, in their order. */
  bind(params: unknown): unknown[];
}

/** Compiles a query for the engine that `db` is set up for. */
export function compile(
  db: Kysely<Tables>,
  { build, remembered }: Query<never, unknown>,
): CompiledQuery {
  const { sql, parameters, query } = build(db, placeholders as never).compile();
  const changing = tablesIn(query).filter((table) => !rarelyChanged.has(table));
  if (remembered !== 'not' && changing.length > 0) {
    throw new Error(`rows of ${changing} cannot be remembered: ${sql}`);
  }
  const sources = parameters.map((parameter) =>
    parameter instanceof Placeholder ? parameter : { value: parameter },
  );
  return {
    sql,
    changes: query.kind === 'SelectQueryNode' ? undefined : tablesIn(query)[0],
    bind: (params) =>
      sources.map((source) =>
        source instanceof Placeholder
          ? (params as Record<string, unknown>)[source.name]
          : source.value,
      ),
  };
}

/** The tables that a query names, the one it writes to first. */
function tablesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { kind } = node as { kind?: string };
  if (kind === 'TableNode') return [(node as TableNode).table.identifier.name];
  // Columns are named by aliases of tables, too.
  if (kind === 'ReferenceNode') return [];
  return Object.values(node).flatMap(tablesIn);
}

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const placeholders = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) });

export type Engine = 'sqlite' | 'postgres';

/** Runs queries inside one transaction of an engine. */
export interface Connection {
  readonly engine: Engine;
  rows<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row[]>;
  /** How many rows an insert, update or delete has touched. */
  changes<Params>(query: Query<Params, unknown>, params: Params): Promise<number>;
}

/** The first row, if there is one. */
export async function firstRow<Params, Row>(
  connection: Connection,
  wanted: Query<Params, Row>,
  params: Params,
): Promise<Row | undefined> {
  return (await connection.rows(wanted, params))[0];
}

/** Queries that come in a few shapes, each built when it is first asked for. */
export function queryFamily<Params, Row>(
  shape: (key: string) => Query<Params, Row>,
): (key: string) => Query<Params, Row> {
  const built = new Map<string, Query<Params, Row>>();
  return (key) => {
    let found = built.get(key);
    if (!found) {
      found = shape(key);
      built.set(key, found);
    }
    return found;
  };
}

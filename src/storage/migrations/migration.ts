import type { Compilable, Kysely } from 'kysely';

export type Engine = 'sqlite' | 'postgres';

/** One step of the schema. Landed migrations are never changed, only followed by others. */
export interface Migration {
  readonly version: number;
  statements(db: Kysely<unknown>, engine: Engine): readonly Compilable[];
}

import type { Compilable, Kysely } from 'kysely';
import type { Engine } from '../query.ts';

/** One step of the schema. Landed migrations are never changed, only followed by others. */
export interface Migration {
  readonly version: number;
  /**
   * The oldest version whose programs go on working after this step, on an engine that several
   * processes share: set where it only adds what they need not know. Absent: this version.
   */
  readonly readableBy?: number;
  statements(db: Kysely<unknown>, engine: Engine): readonly Compilable[];
}

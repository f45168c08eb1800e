import type { Compilable, Kysely } from 'kysely';
import { initial } from './0001-initial.ts';

export type Engine = 'sqlite' | 'postgres';

/** One step of the schema. Landed migrations are never changed, only followed by others. */
export interface Migration {
  readonly version: number;
  statements(db: Kysely<unknown>, engine: Engine): readonly Compilable[];
}

export const migrations: readonly Migration[] = [initial];

/** The version of the schema that this program knows. */
export const schemaVersion: number = migrations.at(-1)?.version ?? 0;

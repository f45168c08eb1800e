import { initial } from './0001-initial.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [initial];

/** The version of the schema that this program knows. */
export const schemaVersion: number = migrations.at(-1)?.version ?? 0;

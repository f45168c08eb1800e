import { initial } from './0001-initial.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [initial];

/** The version of the schema that this program knows. */
export const schemaVersion: number = migrations.at(-1)?.version ?? 0;

/** The database was written by a newer version of the program. */
export class NewerDatabase extends Error {
  constructor(version: number) {
    super(
      `the database has schema version ${version}, and this program knows ${schemaVersion}:` +
        ' use the newer program that wrote it',
    );
    this.name = 'NewerDatabase';
  }
}

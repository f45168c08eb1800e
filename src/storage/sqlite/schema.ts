import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { migrations, NewerDatabase, schemaVersion } from '../migrations/index.ts';
import { sqliteDialect } from './connection.ts';

/** Brings the schema up to date in one transaction. Throws NewerDatabase. */
export function migrate(database: DatabaseSync): void {
  if (versionOf(database) === schemaVersion) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    migrateWithin(database);
    database.exec('COMMIT');
  } catch (error) {
    // A full disk has ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Brings the schema up to date as part of the transaction that is open. Throws NewerDatabase. */
export function migrateWithin(database: DatabaseSync): void {
  const version = requireKnownVersion(database);
  for (const migration of migrations.filter((each) => each.version > version)) {
    const db = sqliteDialect as unknown as Kysely<unknown>;
    for (const statement of migration.statements(db, 'sqlite')) {
      database.exec(statement.compile().sql);
    }
    database.exec(`PRAGMA user_version = ${migration.version}`);
  }
}

/** The version of the schema, 0 for an empty database. Throws NewerDatabase. */
export function requireKnownVersion(database: DatabaseSync): number {
  const version = versionOf(database);
  if (version > schemaVersion) throw new NewerDatabase(version);
  return version;
}

/** The schema version that a database says it has. */
export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}

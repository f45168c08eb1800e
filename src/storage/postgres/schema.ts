import type { Kysely } from 'kysely';
import type { Client } from 'pg';
import type { Inspection } from '../inspection.ts';
import { migrations, NewerDatabase, schemaVersion } from '../migrations/index.ts';
import { ColumnTypes } from './column-types.ts';
import { postgresDialect } from './connection.ts';
import { longClientAt } from './pool.ts';
import { Undone } from './transactions.ts';

/** The database is not one that Atelier may keep its data in. */
export class UnusableDatabase extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableDatabase';
  }
}

/** A table, its type or a row about them is there already: another process was first. */
const taken = new Set(['42P07', '42710', '23505']);

const db = postgresDialect.withPlugin(new ColumnTypes()) as unknown as Kysely<unknown>;

/**
 * Brings the schema up to date. Of several processes one migrates and the others wait for it; the
 * lock goes with the holder's session, and a session that stands still is ended by the server.
 * Throws Undone, NewerDatabase or UnusableDatabase.
 */
export async function migrateAt(url: string): Promise<void> {
  const client = longClientAt(url);
  try {
    await client.connect();
    await requireUnicode(client);
    if (!(await isPresent(client))) await found(client).catch(unlessTaken);
    if ((await versionOf(client)) < schemaVersion) {
      await client.query('BEGIN');
      await migrate(client);
      await client.query('COMMIT');
    }
  } catch (error) {
    if (error instanceof NewerDatabase || error instanceof UnusableDatabase) throw error;
    throw new Undone(error);
  } finally {
    // Not waited for: a server that does not answer would not answer this either.
    client.end().catch(() => undefined);
  }
}

/**
 * Brings the schema up to date as part of the transaction that is open; other processes wait for its
 * end. Throws NewerDatabase or UnusableDatabase, and PostgreSQL's error where another was first.
 */
export async function migrateWithin(client: Client): Promise<void> {
  await requireUnicode(client);
  if (!(await isPresent(client))) await found(client);
  await migrate(client);
}

async function requireUnicode(client: Client): Promise<void> {
  const { rows } = await client.query('show server_encoding');
  if (rows[0].server_encoding === 'UTF8') return;
  throw new UnusableDatabase(`the database must be in UTF8, and is in ${rows[0].server_encoding}`);
}

async function isPresent(client: Client): Promise<boolean> {
  const { rows } = await client.query("select to_regclass('atelier_schema') as present");
  return rows[0].present !== null;
}

/** Makes the tables that versions and turns are kept by, in a schema without any others. */
async function found(client: Client): Promise<void> {
  const { rows } = await client.query(
    "select relname from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')",
  );
  if (rows.length > 0 && !(await isPresent(client))) {
    throw new UnusableDatabase(
      `the database holds tables that are not Atelier's, such as ${rows[0].relname}: name an empty one`,
    );
  }
  await client.query(
    `create table atelier_schema
      (version integer primary key, readable_by integer not null, applied_at timestamptz not null default now());
    create table atelier_turns ()`,
  );
}

function unlessTaken(error: unknown): void {
  if (!taken.has((error as { code?: string }).code ?? '')) throw error;
}

/** The version of the schema, 0 for none. Throws NewerDatabase where this program may not use it. */
async function versionOf(client: Client): Promise<number> {
  const { version, readableBy } = await versionsOf(client);
  if (readableBy > schemaVersion) throw new NewerDatabase(version);
  return version;
}

async function versionsOf(client: Client): Promise<{ version: number; readableBy: number }> {
  const { rows } = await client.query(
    `select coalesce(max(version), 0) as version, coalesce(max(readable_by), 0) as "readableBy"
      from atelier_schema`,
  );
  return rows[0];
}

/** What is there, and whether this program may use it as it is. */
export async function storedSchema(client: Client): Promise<Inspection['schema']> {
  const none = { version: 0, readableBy: 0 };
  const { version, readableBy } = (await isPresent(client)) ? await versionsOf(client) : none;
  const fits = version >= schemaVersion && readableBy <= schemaVersion;
  return { stored: version, known: schemaVersion, fits };
}

async function migrate(client: Client): Promise<void> {
  await client.query('LOCK TABLE atelier_schema IN EXCLUSIVE MODE');
  const version = await versionOf(client);
  for (const migration of migrations.filter((each) => each.version > version)) {
    for (const statement of migration.statements(db, 'postgres')) {
      await client.query(statement.compile().sql);
    }
    await client.query('insert into atelier_schema (version, readable_by) values ($1, $2)', [
      migration.version,
      migration.readableBy ?? migration.version,
    ]);
  }
}

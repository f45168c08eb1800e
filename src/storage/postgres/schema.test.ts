import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newDatabase, type TestDatabase } from '../../../test/postgres/database.ts';
import { NewerDatabase, schemaVersion } from '../migrations/index.ts';
import { migrateAt, UnusableDatabase } from './schema.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await newDatabase();
});
afterEach(() => database.drop());

const versions = () => database.query('select version, readable_by from atelier_schema order by 1');
const tables = async () =>
  (
    await database.query(
      `select relname from pg_class
        where relnamespace = current_schema()::regnamespace and relkind = 'r' order by 1`,
    )
  ).map(({ relname }) => relname);
const newer = (readableBy: number) =>
  database.query(`insert into atelier_schema values (${schemaVersion + 1}, ${readableBy})`);

it('brings an empty database up to date once, however many processes start', async () => {
  for (let round = 0; round < 8; round += 1) {
    const other = await newDatabase();
    await Promise.all(Array.from({ length: 6 }, () => migrateAt(other.url)));
    await other.drop();
  }
  await migrateAt(database.url);
  const first = await versions();
  expect(first.map(({ version }) => version)).toEqual([schemaVersion]);
  expect((await tables()).length).toBeGreaterThan(10);
  await migrateAt(database.url);
  expect(await versions()).toEqual(first);
});

it('waits for another that migrates, and takes over when that one is gone', async () => {
  // Where a process stands that has found the database empty.
  await database.query(
    `create table atelier_schema (version integer primary key, readable_by integer not null);
    create table atelier_turns ()`,
  );
  const holder = new pg.Client(database.url);
  holder.on('error', () => undefined);
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE atelier_schema IN EXCLUSIVE MODE; create table half ()');
  let done = false;
  const waiting = migrateAt(database.url).finally(() => {
    done = true;
  });
  while ((await locksWaitedFor()) === 0) expect(done).toBe(false);
  // It goes as a process does that is killed: without a word.
  (
    holder as unknown as { connection: { stream: { destroy(): void } } }
  ).connection.stream.destroy();
  await waiting;
  expect((await versions()).length).toBe(1);
  expect(await tables()).not.toContain('half');
});

const locksWaitedFor = async () =>
  (
    await database.query(
      "select 1 from pg_locks where not granted and relation = 'atelier_schema'::regclass",
    )
  ).length;

it('refuses a database of a newer program, and leaves it as it is', async () => {
  await migrateAt(database.url);
  await newer(schemaVersion + 1);
  const before = await versions();
  await expect(migrateAt(database.url)).rejects.toThrow(NewerDatabase);
  expect(await versions()).toEqual(before);
});

it('goes on with a newer schema that is marked as readable by it', async () => {
  await migrateAt(database.url);
  await newer(schemaVersion);
  await migrateAt(database.url);
  expect((await versions()).length).toBe(2);
});

it('leaves a database alone that is not ours', async () => {
  await database.query('create table orders (id integer)');
  await expect(migrateAt(database.url)).rejects.toThrow(UnusableDatabase);
  expect(await tables()).toEqual(['orders']);
});

it('keeps nothing of a migration that fails half-way', async () => {
  await migrateAt(database.url);
  await database.query('delete from atelier_schema');
  const before = await tables();
  await expect(migrateAt(database.url)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('already exists') },
  });
  expect(await tables()).toEqual(before);
  expect(await versions()).toEqual([]);
});

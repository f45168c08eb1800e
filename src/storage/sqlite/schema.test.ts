import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NewerDatabase, schemaVersion } from '../migrations/index.ts';
import { migrate } from './schema.ts';

let database: DatabaseSync;
beforeEach(() => {
  database = new DatabaseSync(':memory:');
});
afterEach(() => database.close());

const schema = () => database.prepare('select type, name, sql from sqlite_schema').all();
const version = () => database.prepare('PRAGMA user_version').get()?.user_version;

it('brings an empty database to the version that the program knows, once', () => {
  migrate(database);
  const first = schema();
  expect(version()).toBe(schemaVersion);
  expect(first.length).toBeGreaterThan(10);
  migrate(database);
  expect(schema()).toEqual(first);
});

it('leaves a database of a newer program as it is, and says so', () => {
  database.exec('create table future (x)');
  database.exec(`PRAGMA user_version = ${schemaVersion + 1}`);
  const before = schema();
  expect(() => migrate(database)).toThrow(NewerDatabase);
  expect(() => migrate(database)).toThrow(
    `the database has schema version ${schemaVersion + 1}, and this program knows ${schemaVersion}`,
  );
  expect(schema()).toEqual(before);
  expect(version()).toBe(schemaVersion + 1);
});

it('keeps nothing of a migration that fails half-way', () => {
  database.exec('create table nodes (x)');
  expect(() => migrate(database)).toThrow('nodes');
  expect(schema().map(({ name }) => name)).toEqual(['nodes']);
  expect(version()).toBe(0);
  expect(database.isTransaction).toBe(false);
});

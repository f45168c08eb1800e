import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { SqliteConnection } from './sqlite/connection.ts';
import { migrate } from './sqlite/schema.ts';
import { summaries } from './table-contents.ts';

const rows = [
  `access_keys values ('AK1', 'd', 'u', x'00ff', 1, '', 5)`,
  `access_keys values ('AK2', 'd', 'u', x'ff00', 1, '', 5)`,
  `settings values ('a', '1')`,
  `settings values ('b', '2')`,
  `sequences values ('user', 7)`,
];

/** What is said of a database with these rows. */
async function said(inserts: readonly string[]) {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  for (const insert of inserts) database.exec(`insert into ${insert}`);
  const found = await summaries(new SqliteConnection(database));
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all();
  database.close();
  return { found, tables: tables.map(({ name }) => String(name)) };
}

it('tells of every table, whatever order its rows were written in', async () => {
  const { found, tables } = await said(rows);
  expect(found.map(({ table }) => table).sort()).toEqual(tables.sort());
  expect(found.find(({ table }) => table === 'access_keys')?.rows).toBe(2);
  expect((await said(rows.toReversed())).found).toEqual(found);
});

it.each([
  [`settings values ('b', '2')`, `settings values ('b', '3')`],
  [`'AK1', 'd', 'u', x'00ff'`, `'AK1', 'd', 'u', x'00fe'`],
  [`sequences values ('user', 7)`, `sequences values ('user', 8)`],
])('tells %s from %s', async (one, other) => {
  const { found: before } = await said(rows);
  const { found: after } = await said(rows.map((row) => row.replace(one, other)));
  const changed = after.filter((summary, i) => summary.checksum !== before[i]?.checksum);
  expect(changed.length).toBe(1);
});

it('leaves out what an engine counts for itself alone', async () => {
  const { found } = await said([...rows, `sequences values ('remembered', 7)`]);
  expect(found).toEqual((await said(rows)).found);
});

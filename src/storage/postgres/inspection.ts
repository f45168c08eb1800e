import type { Client } from 'pg';
import { StoreUnavailable } from '../../domain/store.ts';
import {
  type DurabilitySetting,
  durabilitySettings,
  type PostgresInspection,
} from '../inspection.ts';
import { recordsOn } from '../records/index.ts';
import { tableNames } from '../table-contents.ts';
import { PostgresConnection } from './connection.ts';
import { isLost, isRefusal } from './failures.ts';
import { longClientAt } from './pool.ts';
import { storedSchema } from './schema.ts';
import { shownUrl } from './shown-url.ts';

/** Of which the quickest is taken. */
const questions = 5;

/** Looks at a PostgreSQL database. Throws StoreUnavailable where it cannot be reached or read. */
export async function inspectDatabase(url: string): Promise<PostgresInspection> {
  const client = longClientAt(url);
  try {
    await client.connect();
    return {
      schema: await storedSchema(client),
      ...(await clock(client)),
      ...(await server(client)),
      misordered: await misordered(client),
      async read(work) {
        try {
          await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
          return await work(recordsOn(new PostgresConnection(client)));
        } catch (error) {
          const theirs = isRefusal(error) || isLost(error);
          throw theirs ? new StoreUnavailable(shownUrl(url), error as Error) : error;
        } finally {
          await client.query('ROLLBACK').catch(() => undefined);
        }
      },
      close: () => client.end(),
    };
  } catch (error) {
    client.end().catch(() => undefined);
    throw new StoreUnavailable(shownUrl(url), error as Error);
  }
}

async function clock(client: Client): Promise<{ roundTrip: number; clockAhead: number }> {
  let best = { roundTrip: Number.POSITIVE_INFINITY, clockAhead: 0 };
  for (let i = 0; i < questions; i += 1) {
    const asked = performance.now();
    const { rows } = await client.query('select extract(epoch from clock_timestamp()) as seconds');
    const roundTrip = performance.now() - asked;
    if (roundTrip >= best.roundTrip) continue;
    // It was read halfway.
    const clockAhead = Number(rows[0].seconds) * 1000 - (Date.now() - roundTrip / 2);
    best = { roundTrip, clockAhead };
  }
  return best;
}

async function server(client: Client) {
  const shown = [
    'server_version',
    'server_encoding',
    'transaction_read_only',
    ...durabilitySettings,
  ];
  const values = shown.map((name) => `current_setting('${name}') as ${name}`);
  const { rows } = await client.query(`select ${values.join(', ')}`);
  const [row] = rows as [Record<string, string>];
  const settings = durabilitySettings.map((name) => [name, row[name]] as const);
  return {
    version: String(row.server_version).split(' ')[0] ?? '',
    encoding: String(row.server_encoding),
    readOnly: row.transaction_read_only === 'on',
    settings: Object.fromEntries(settings) as Record<DurabilitySetting, string>,
  };
}

async function misordered(client: Client): Promise<string[]> {
  const { rows } = await client.query(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = any($1) and data_type = 'text'
        and collation_name is distinct from 'C'
      order by name`,
    [tableNames],
  );
  return rows.map(({ name }) => String(name));
}

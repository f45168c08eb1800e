import pg from 'pg';
import { startPostgres } from '../../test/postgres/server.ts';
import { requireDisk } from '../machine/disk.ts';
import { cpuSecondsOfFamily } from '../machine/usage.ts';

/** PostgreSQL with default settings, on a disk. */
export interface Database {
  readonly url: string;
  /** Processor time of all its processes so far, in seconds. */
  cpuSeconds(): number;
  /** Transactions that were given up so far, as far as their connections have told. */
  rollbacks(): Promise<number>;
  stop(): Promise<void>;
}

/** Root may not run PostgreSQL, and whom it runs as may not see the checkout; this all may see. */
const place = '/var/tmp';

/** Starts PostgreSQL with one empty database; it ends with this process at the latest. */
export async function startDatabase(): Promise<Database> {
  requireDisk(place);
  const server = await startPostgres({}, place);
  const url = server.url('postgres');
  await requireDurable(url);
  return {
    url,
    cpuSeconds: () => cpuSecondsOfFamily(server.pid()),
    async rollbacks() {
      const counted = 'select sum(xact_rollback)::int as count from pg_stat_database';
      return Number((await asked(url, counted))[0]?.count);
    },
    stop: () => server.stop(),
  };
}

/** Throws where a commit is not on the disk when it is answered. */
async function requireDurable(url: string): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const [row] = await asked(url, `show ${setting}`);
    if (row?.[setting] !== 'on') throw new Error(`PostgreSQL runs without ${setting}`);
  }
}

/** How long `count` trivial queries on one connection took, in ms each. */
export async function timeQueries(url: string, count: number): Promise<number[]> {
  const client = await connected(url);
  try {
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const began = performance.now();
      await client.query({ name: 'trivial', text: 'select 1' });
      times.push(performance.now() - began);
    }
    return times;
  } finally {
    await client.end();
  }
}

async function asked(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = await connected(url);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  return client;
}

import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Store } from '../../src/domain/store.ts';
import { openFileStore, openPostgresStore } from '../../src/storage/index.ts';

/** What a server keeps, looked at from beside it. */
export interface KeptData {
  /** URL for the server; undefined where the data is in its directory. */
  readonly database: string | undefined;
  open(): Promise<Store>;
  /** The rows of a query that both engines know. */
  rows(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Resolves once nothing that a killed server has begun can still be done. */
  settled(): Promise<void>;
}

export function inFile(file: string): KeptData {
  return {
    database: undefined,
    open: async () => openFileStore(file),
    async rows(sql) {
      const database = new DatabaseSync(file, { readOnly: true });
      try {
        return database.prepare(sql).all();
      } finally {
        database.close();
      }
    },
    settled: async () => undefined,
  };
}

export function inPostgres(url: string): KeptData {
  const mark = 'to-be-killed';
  const rows: KeptData['rows'] = async (sql) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    database: `${url}${url.includes('?') ? '&' : '?'}application_name=${mark}`,
    open: () => openPostgresStore(url),
    rows,
    // What a session was told before its client died it does to the end: a COMMIT, too.
    async settled() {
      const sessions = `select from pg_stat_activity where application_name = '${mark}'`;
      while ((await rows(sessions)).length > 0) await sleep(5);
    },
  };
}

import { createHash } from 'node:crypto';
import { type Query, query } from './query.ts';
import type { Tables } from './tables.ts';

type TableName = keyof Tables;
/** A row as it is stored, by column. */
type StoredRow = Readonly<Record<string, string | number | Uint8Array | null>>;

/** Rows of any number, as one transaction of an engine sees them. */
export interface RowSource {
  stream<Row>(query: Query<unknown, Row>): AsyncIterable<Row>;
}

/** How many rows a table has, and what is in them. */
export interface TableSummary {
  readonly table: TableName;
  readonly rows: number;
  /** SHA-256 over all rows in order, the same on every engine. */
  readonly checksum: string;
}

/** What each table is read in the order of: its key, or for want of one what tells rows apart. */
const orders: { readonly [Name in TableName]: readonly (keyof Tables[Name] & string)[] } = {
  sequences: ['name'],
  settings: ['name'],
  accounts: ['domain_id'],
  users: ['domain_id', 'id'],
  iam_projects: ['domain_id', 'id'],
  access_keys: ['access_key'],
  tokens: ['hash'],
  policies: ['domain_id', 'id'],
  policy_attachments: ['domain_id', 'user_id', 'policy_id'],
  projects: ['domain_id', 'id'],
  project_members: ['domain_id', 'project_id', 'user_id'],
  trees: ['tree'],
  nodes: ['parent_key', 'sibling_key'],
  counts: ['key'],
  audit: ['at', 'request_id', 'resource', 'action', 'domain_id', 'user_id', 'address'],
};

const tableNames = Object.keys(orders) as TableName[];

const rowsBetweenWords = 10_000;

/** All rows of a table, in an order that no engine and no run changes. */
function rowsOf(table: TableName): Query<unknown, StoredRow> {
  return query((db) => {
    const all = db.selectFrom(table).selectAll();
    return orders[table].reduce((sorted, column) => sorted.orderBy(column as never), all) as never;
  });
}

const countOf = (table: TableName): Query<unknown, { readonly rows: number }> =>
  query((db) => db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('rows')));

/** Counts and checksums of all tables; `onRows` is told how many rows of how many have been read. */
export async function summaries(
  source: RowSource,
  onRows: (done: number, all: number) => void = () => undefined,
): Promise<TableSummary[]> {
  let expected = 0;
  for (const table of tableNames) {
    for await (const count of source.stream(countOf(table))) expected += Number(count.rows);
  }
  let read = 0;
  const found: TableSummary[] = [];
  for (const table of tableNames) {
    const hash = createHash('sha256');
    let rows = 0;
    for await (const row of source.stream(rowsOf(table))) {
      hash.update(canonical(row));
      rows += 1;
      if (rows % rowsBetweenWords === 0) onRows(read + rows, expected);
    }
    read += rows;
    found.push({ table, rows, checksum: hash.digest('hex') });
  }
  onRows(read, expected);
  return found;
}

/** One text for a row, whatever order its columns come in and however bytes are held. */
function canonical(row: StoredRow): string {
  const columns = Object.keys(row).sort();
  const values = columns.map((column) => {
    const value = row[column];
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  });
  return `${JSON.stringify(values)}\n`;
}

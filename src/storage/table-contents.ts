import { createHash } from 'node:crypto';
import { type Engine, type Query, query } from './query.ts';
import { lastNumbers } from './records/sequences.ts';
import type { Tables } from './tables.ts';

export type TableName = keyof Tables;
/** A row as it is stored, by column. */
export type StoredRow = Readonly<Record<string, string | number | Uint8Array | null>>;

/** Rows of any number, as one transaction of an engine sees them. */
export interface RowSource {
  readonly engine: Engine;
  stream<Row>(query: Query<unknown, Row>): AsyncIterable<Row>;
}

/** How many rows a table has, and what is in them. */
export interface TableSummary {
  readonly table: TableName;
  readonly rows: number;
  /** SHA-256 over all rows in order, the same on every engine. */
  readonly checksum: string;
}

/** What each table is read in the order of: its key. */
const orders: { readonly [Name in TableName]: readonly (keyof Tables[Name] & string)[] } = {
  sequences: ['name'],
  settings: ['name'],
  accounts: ['domain_id'],
  users: ['domain_id', 'id'],
  login_profiles: ['domain_id', 'user_id'],
  https_passwords: ['domain_id', 'user_id'],
  last_logins: ['domain_id', 'user_id'],
  iam_projects: ['domain_id', 'id'],
  access_keys: ['access_key'],
  key_uses: ['access_key'],
  tokens: ['hash'],
  temporary_keys: ['access_key'],
  locks: ['subject'],
  policies: ['domain_id', 'id'],
  policy_versions: ['domain_id', 'policy_id', 'version'],
  policy_attachments: ['domain_id', 'entity_kind', 'entity_id', 'policy_id'],
  user_groups: ['domain_id', 'id'],
  user_group_members: ['domain_id', 'user_id', 'user_group_id'],
  projects: ['domain_id', 'id'],
  project_members: ['domain_id', 'project_id', 'user_id'],
  trees: ['tree'],
  nodes: ['parent_key', 'sibling_key'],
  counts: ['key'],
  repositories: ['id'],
  unneeded_files: ['uuid'],
  node_members: ['node_key', 'user_id'],
  node_user_groups: ['node_key', 'user_group_id'],
  deletions: ['key'],
  deleted_nodes: ['top_key', 'key'],
  node_matrices: ['node_key'],
  node_settings: ['node_key'],
  protected_refs: ['node_key', 'kind', 'name'],
  former_names: ['parent_key', 'sibling_key'],
  audit: ['number'],
  tasks: ['id'],
  task_followers: ['task_id', 'user_id'],
  task_versions: ['task_id', 'number'],
  task_roles: ['task_id', 'role_id'],
  task_bins: ['domain_id'],
};

export const tableNames: readonly TableName[] = Object.keys(orders) as TableName[];

/** Rows that are taken at a time. */
const portion = 1000;
/** A multiple of the portion. */
const rowsBetweenWords = 10_000;

/** Told how many rows of how many are done. */
export type OnRows = (done: number, all: number) => void;

/** The first table that is not found as it was noted. */
export function firstUnlike(
  noted: readonly (Omit<TableSummary, 'table'> & { readonly table: string })[],
  found: readonly TableSummary[],
): string | undefined {
  const unlike = noted.find(({ table, rows, checksum }) => {
    const same = found.find((each) => each.table === table);
    return same?.rows !== rows || same.checksum !== checksum;
  });
  return unlike?.table;
}

/** Counts and checksums of all tables. */
export function summaries(
  source: RowSource,
  onRows: OnRows = () => undefined,
): Promise<TableSummary[]> {
  return copyTables(source, async (_table, rows) => rows, onRows);
}

/**
 * Gives all rows of all tables to `put`, portion by portion, and answers counts and checksums of the
 * rows as `put` says that it has kept them.
 */
export async function copyTables(
  source: RowSource,
  put: (table: TableName, rows: readonly StoredRow[]) => Promise<readonly StoredRow[]>,
  onRows: OnRows,
): Promise<TableSummary[]> {
  const expected = await countRows(source);
  let read = 0;
  const found: TableSummary[] = [];
  for (const table of tableNames) {
    const hash = createHash('sha256');
    let count = 0;
    for await (const rows of portions(source.stream(rowsOf(source.engine, table)))) {
      for (const row of await put(table, rows)) hash.update(canonical(row));
      count += rows.length;
      if (count % rowsBetweenWords === 0) onRows(read + count, expected);
    }
    read += count;
    found.push({ table, rows: count, checksum: hash.digest('hex') });
  }
  onRows(read, expected);
  return found;
}

/** All rows of a table, in an order that no engine and no run changes. */
function rowsOf(engine: Engine, table: TableName): Query<unknown, StoredRow> {
  if (table === 'sequences') return lastNumbers[engine];
  return query((db) => {
    const all = db.selectFrom(table).selectAll();
    return orders[table].reduce((sorted, column) => sorted.orderBy(column as never), all) as never;
  });
}

async function countRows(source: RowSource): Promise<number> {
  let sum = 0;
  for (const table of tableNames) {
    if (table === 'sequences') {
      for await (const _row of source.stream(lastNumbers[source.engine])) sum += 1;
    } else {
      for await (const { rows } of source.stream(countOf(table))) sum += Number(rows);
    }
  }
  return sum;
}

const countOf = (table: TableName): Query<unknown, { readonly rows: number }> =>
  query((db) => db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('rows')));

async function* portions<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let taken: Row[] = [];
  for await (const row of rows) {
    taken.push(row);
    if (taken.length < portion) continue;
    yield taken;
    taken = [];
  }
  if (taken.length > 0) yield taken;
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

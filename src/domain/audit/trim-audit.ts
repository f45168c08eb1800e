import type { AuditRecords } from './ports.ts';

/** How long lines are kept; 0: without an end. */
export interface AuditRetention {
  readonly days: number;
  readonly rows: number;
}

/** Lines that are deleted in one transaction, which others may have to wait for. */
const portion = 1000;
const dayMs = 24 * 3600_000;

type Records = { readonly audit: AuditRecords };
type Transactions = {
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
};

/**
 * Deletes a portion of what need not be kept any longer, the oldest first, and answers whether there
 * may be more. The newest line always stays, so that its number is not given again. Doing it in
 * several processes at once does no harm. `now` is the time that stamps the data.
 */
export async function trimAudit(
  store: Transactions,
  { days, rows }: AuditRetention,
  now: number,
): Promise<boolean> {
  const ends = await store.read(({ audit }) => audit.ends());
  if (!ends) return false;
  const before = days === 0 ? Number.MIN_SAFE_INTEGER : now - days * dayMs;
  const below = rows === 0 ? 0 : ends.newest - rows + 1;
  if (ends.oldestAt >= before && ends.oldest >= below) return false;
  const upTo = Math.min(ends.oldest + portion, ends.newest);
  return (await store.write(({ audit }) => audit.delete(upTo, { before, below }))) > 0;
}

import type { AuditFilter, AuditLine, AuditRecords, AuditWindow } from './ports.ts';

/** How many lines one reading looks at, however few of them the filter lets through. */
const linesLookedAt = 5000;

export interface AuditPage {
  /** Newest first; there may be none although more follow. */
  readonly lines: readonly AuditLine[];
  /** To be given as `below` for what follows, undefined where nothing does. */
  readonly next: number | undefined;
}

/**
 * A page of an account's audit, newest first. It looks at a bounded number of lines, so that no
 * filter on a long audit holds the store up: a page may be short, or empty, and yet not the last.
 * `below`: the `next` of the page before.
 */
export async function readAudit(
  records: { readonly audit: AuditRecords },
  domainId: string,
  filter: AuditFilter,
  { below, limit }: { readonly below: number | undefined; readonly limit: number },
): Promise<AuditPage> {
  const end: AuditPage = { lines: [], next: undefined };
  const ends = await records.audit.ends();
  if (!ends) return end;
  const top = Math.min(below ?? Number.POSITIVE_INFINITY, ends.newest + 1);
  const window: AuditWindow = { from: Math.max(ends.oldest, top - linesLookedAt), below: top };
  if (window.from >= window.below) return end;
  if (await isOutOf(records.audit, filter, window)) return end;
  const lines = await records.audit.list(domainId, filter, window, limit);
  const last = lines.at(-1);
  if (last && lines.length === limit) {
    return { lines, next: last.number > ends.oldest ? last.number : undefined };
  }
  return { lines, next: window.from > ends.oldest ? window.from : undefined };
}

/**
 * Whether all of a window is older than what is asked for, and so what follows. Neighbouring lines
 * may be out of order, by different clocks and by transactions that ran beside each other.
 */
async function isOutOf(
  audit: AuditRecords,
  { since }: AuditFilter,
  window: AuditWindow,
): Promise<boolean> {
  if (since === undefined) return false;
  const latest = await audit.latestIn(window);
  return latest !== undefined && latest < since;
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One event of a traced server, in the order of happening. */
export type TraceEvent =
  | { readonly kind: 'log-write'; readonly bytes: Buffer }
  | { readonly kind: 'sync-begin' | 'sync-end'; readonly thread: number }
  | { readonly kind: 'answer'; readonly bytes: Buffer };

/** Compiles the library that a server is traced with; answers its file. */
export function compiledTracer(directory: string): string {
  const library = join(directory, 'sync-trace.so');
  const source = join(import.meta.dirname, 'sync-trace.c');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  return library;
}

/** Reads what the library has noted; its source tells the form. */
export function readTrace(file: string): TraceEvent[] {
  const content = readFileSync(file);
  const events: TraceEvent[] = [];
  for (let at = 0; at < content.length; ) {
    const kind = String.fromCharCode(content.readUInt8(at));
    const thread = content.readInt32LE(at + 1);
    const from = at + 9;
    at = from + content.readUInt32LE(at + 5);
    const bytes = content.subarray(from, at);
    if (kind === 'w') events.push({ kind: 'log-write', bytes });
    else if (kind === 'a') events.push({ kind: 'answer', bytes });
    else events.push({ kind: kind === 'b' ? 'sync-begin' : 'sync-end', thread });
  }
  return events;
}

/** A transaction in the write-ahead log: what it wrote, and where in the trace it was complete. */
interface Commit {
  readonly at: number;
  readonly pages: Buffer;
}

export interface Verdict {
  /** Marks that some transaction wrote. */
  readonly written: ReadonlySet<string>;
  /** Marks that an answer told of before the transaction that wrote them was synced. */
  readonly early: ReadonlySet<string>;
}

/**
 * Checks that no answer tells of anything that a power loss could undo: for every mark in an answer
 * (an id of 32 hexadecimal characters, such as the request's, which the audit has) a sync that began
 * after the end of the transaction that first wrote the mark was done before the answer was written.
 */
export function judge(events: readonly TraceEvent[]): Verdict {
  const told = events.map((event) => (event.kind === 'answer' ? marksIn(event.bytes) : []));
  const commits = commitsIn(events);
  const committedAt = new Map<string, number>();
  for (const mark of new Set(told.flat())) {
    const commit = commits.find(({ pages }) => pages.includes(mark, 0, 'latin1'));
    if (commit) committedAt.set(mark, commit.at);
  }
  const early = new Set<string>();
  const begun = new Map<number, number>();
  let syncedUpTo = -1;
  for (const [at, event] of events.entries()) {
    if (event.kind === 'sync-begin') begun.set(event.thread, at);
    if (event.kind === 'sync-end') {
      syncedUpTo = Math.max(syncedUpTo, begun.get(event.thread) ?? -1);
    }
    for (const mark of told[at] ?? []) {
      if ((committedAt.get(mark) ?? -1) > syncedUpTo) early.add(mark);
    }
  }
  return { written: new Set(committedAt.keys()), early };
}

const marksIn = (bytes: Buffer): string[] =>
  bytes.toString('latin1').match(/\b[0-9a-f]{32}\b/g) ?? [];

const frameHeaderBytes = 24;

/**
 * The transactions of a write-ahead log. Each page follows a frame header of its own, whose second
 * word is the size of the database in the last frame of a transaction and 0 before.
 * Source: the SQLite database file format, "The Write-Ahead Log".
 */
function commitsIn(events: readonly TraceEvent[]): Commit[] {
  const commits: Commit[] = [];
  let pages: Buffer[] = [];
  let last = false;
  for (const [at, event] of events.entries()) {
    if (event.kind !== 'log-write') continue;
    if (event.bytes.length === frameHeaderBytes) {
      last = event.bytes.readUInt32BE(4) !== 0;
      continue;
    }
    pages.push(event.bytes);
    if (!last) continue;
    commits.push({ at, pages: Buffer.concat(pages) });
    pages = [];
    last = false;
  }
  return commits;
}

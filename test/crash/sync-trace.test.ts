import { describe, expect, it } from 'vitest';
import { judge, type TraceEvent, type Verdict } from './sync-trace.ts';

describe('the judgement of a trace', () => {
  const mark = 'abcdef0123456789abcdef0123456789';
  const header = (last: boolean): TraceEvent => {
    const bytes = Buffer.alloc(24);
    bytes.writeUInt32BE(last ? 7 : 0, 4);
    return { kind: 'log-write', bytes };
  };
  const page = (text: string): TraceEvent => ({
    kind: 'log-write',
    bytes: Buffer.from(text.padEnd(4096, '\0')),
  });
  const letters: Readonly<Record<string, readonly TraceEvent[]>> = {
    // The transaction of the mark, in two frames, and one that follows it.
    W: [header(false), page(`row ${mark}`)],
    C: [header(true), page('last page')],
    o: [header(true), page(`again ${mark}`)],
    b: [{ kind: 'sync-begin', thread: 1 }],
    e: [{ kind: 'sync-end', thread: 1 }],
    B: [{ kind: 'sync-begin', thread: 2 }],
    E: [{ kind: 'sync-end', thread: 2 }],
    A: [{ kind: 'answer', bytes: Buffer.from(`HTTP/1.1 200 OK\r\nx-request-id: ${mark}\r\n`) }],
    x: [{ kind: 'answer', bytes: Buffer.from('HTTP/1.1 200 OK\r\n\r\n{}') }],
  };
  const judged = (trace: string): Verdict =>
    judge([...trace].flatMap((letter) => letters[letter]!));

  it.each([
    ['WCbeA', false, 'the sync follows the commit'],
    ['WCobeA', false, 'one sync for two commits'],
    ['WCbeoA', false, 'a later commit wrote the mark anew'],
    ['bWCeBEA', false, 'a second sync began after the commit'],
    ['bWCBeEA', false, 'two syncs overlap, the second one counts'],
    ['beA', false, 'nothing was written'],
    ['WCA', true, 'no sync at all'],
    ['WCbA', true, 'the sync was not done'],
    ['bWCeA', true, 'the sync began before the commit'],
    ['WbCeA', true, 'the sync began in the middle of the transaction'],
    ['bWCBeAE', true, 'only the sync that began too early was done'],
    ['WCAbe', true, 'the sync came after the answer'],
    ['WCxAbe', true, 'one answer of two was early'],
    ['WCbB', false, 'a sync failed and nothing was answered'],
  ])('%s', (trace, early) => {
    expect(judged(trace).early.size).toBe(early ? 1 : 0);
  });
});

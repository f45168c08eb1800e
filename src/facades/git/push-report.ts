import type { Bytes } from '../../domain/repositories/index.ts';
import { flush, PktReader, ProtocolError, pktLines } from './pkt-lines.ts';

/** What became of a push, as git says it. */
export interface PushReport {
  /** `ok`, or why the pack was not taken. */
  readonly unpack: string;
  readonly refs: readonly RefReport[];
}

/** What became of one ref: undefined or why not, and what else is said of it. */
export interface RefReport {
  readonly ref: string;
  readonly refusal: string | undefined;
  readonly options?: readonly string[];
}

/** Bands of what is sent beside each other. Source: git's manual, gitprotocol-pack. */
const bands = { report: 1, progress: 2, error: 3 } as const;
/** In bytes. */
const longestReport = 16 * 1024 * 1024;

/** How a client wants to hear what becomes of its push. */
export interface ReportStyle {
  readonly inBands: boolean;
  /** Whether it wants to hear of it at all. */
  readonly wanted: boolean;
}

export function reportStyle(capabilities: ReadonlySet<string>): ReportStyle {
  return {
    inBands: capabilities.has('side-band-64k') || capabilities.has('side-band'),
    wanted: capabilities.has('report-status') || capabilities.has('report-status-v2'),
  };
}

/** Passes on what git says on the way, and answers its report, which is kept back. */
export async function* passProgress(
  output: Bytes,
  { inBands }: ReportStyle,
): AsyncGenerator<Uint8Array, PushReport | undefined> {
  const kept: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array) => {
    length += part.length;
    if (length > longestReport) throw new Error("git's report is too long");
    kept.push(part);
  };
  if (inBands) {
    const reader = new PktReader(output);
    for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
      if (line === 'flush') continue;
      if (line[0] === bands.report) keep(line.subarray(1));
      else yield pktLines(line);
    }
  } else {
    for await (const part of output) keep(part);
  }
  return readReport(Buffer.concat(kept));
}

async function readReport(bytes: Buffer): Promise<PushReport | undefined> {
  async function* all(): Bytes {
    yield bytes;
  }
  const reader = new PktReader(all());
  let unpack: string | undefined;
  const refs: { ref: string; refusal: string | undefined; options: string[] }[] = [];
  for (let line = await reader.next(); line !== undefined; line = await reader.next()) {
    if (line === 'flush') continue;
    const [, word = '', ref = '', , reason = ''] =
      /^(\S+) (\S+)( (.*))?$/s.exec(line.toString('utf8').replace(/\n$/, '')) ?? [];
    if (word === 'unpack') unpack = [ref, reason].join(' ').trim();
    else if (word === 'ok') refs.push({ ref, refusal: undefined, options: [] });
    else if (word === 'ng') refs.push({ ref, refusal: reason, options: [] });
    else if (word === 'option') refs.at(-1)?.options.push([ref, reason].join(' ').trim());
    else throw new ProtocolError('a report of git is not understood');
  }
  return unpack === undefined ? undefined : { unpack, refs };
}

/** A report as the client wants to hear it, to the end of the answer. */
export function writeReport({ unpack, refs }: PushReport, style: ReportStyle): Buffer {
  if (!style.wanted) return style.inBands ? flush : Buffer.alloc(0);
  const lines = [
    `unpack ${unpack}`,
    ...refs.flatMap(({ ref, refusal, options = [] }) => [
      refusal === undefined ? `ok ${ref}` : `ng ${ref} ${refusal.replace(/\s+/g, ' ')}`,
      ...options.map((option) => `option ${option}`),
    ]),
  ];
  const report = Buffer.concat([...lines.map((line) => pktLines(`${line}\n`)), flush]);
  return style.inBands ? Buffer.concat([pktLines(report, [bands.report]), flush]) : report;
}

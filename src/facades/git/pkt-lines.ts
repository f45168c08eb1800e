import type { Bytes } from '../../domain/repositories/index.ts';

/** What of the protocol a client has got wrong; nothing else is told to it. */
export class ProtocolError extends Error {}

/** Ends a sequence of lines. */
export const flush = Buffer.from('0000');

const lengthDigits = 4;
/** Source: git's manual, gitprotocol-common. */
const longestLine = 65_520;

/**
 * Content as one line of the protocol. Throws ProtocolError where it does not fit into one: the rest
 * would be read as a line that nobody wrote.
 */
export function pktLine(content: string): Buffer {
  if (Buffer.byteLength(content) > longestLine - lengthDigits) {
    throw new ProtocolError('a line is too long');
  }
  return pktLines(content);
}

/** Content as lines of the protocol, as many as it takes, each with its length before it. */
export function pktLines(content: Uint8Array | string, prefix: readonly number[] = []): Buffer {
  const bytes = Buffer.from(content);
  const room = longestLine - lengthDigits - prefix.length;
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += room) {
    const part = bytes.subarray(from, from + room);
    const length = lengthDigits + prefix.length + part.length;
    lines.push(Buffer.from(length.toString(16).padStart(lengthDigits, '0')));
    lines.push(Buffer.from(prefix), part);
  }
  return Buffer.concat(lines);
}

/** Reads lines of the protocol off a stream, and leaves the rest of it as it comes. */
export class PktReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #left: Buffer = Buffer.alloc(0);

  constructor(source: Bytes) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line's content; `flush` at the end of a sequence, undefined at that of the stream. */
  async next(): Promise<Buffer | 'flush' | undefined> {
    if (!(await this.#fill(lengthDigits))) {
      if (this.#left.length > 0) throw new ProtocolError('the stream ends within a line');
      return undefined;
    }
    const digits = this.#left.toString('latin1', 0, lengthDigits);
    const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (length === 0) {
      this.#left = this.#left.subarray(lengthDigits);
      return 'flush';
    }
    if (!(length >= lengthDigits && length <= longestLine)) {
      throw new ProtocolError('a line has no length');
    }
    if (!(await this.#fill(length))) throw new ProtocolError('the stream ends within a line');
    const content = this.#left.subarray(lengthDigits, length);
    this.#left = this.#left.subarray(length);
    return content;
  }

  /** What follows the lines that were read. */
  async *rest(): Bytes {
    if (this.#left.length > 0) yield this.#left;
    for (;;) {
      const { value, done } = await this.#source.next();
      if (done) return;
      yield value;
    }
  }

  /** Whether so many bytes are there. */
  async #fill(length: number): Promise<boolean> {
    while (this.#left.length < length) {
      const { value, done } = await this.#source.next();
      if (done) return false;
      this.#left = Buffer.concat([this.#left, value]);
    }
    return true;
  }
}

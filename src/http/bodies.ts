import type { IncomingMessage } from 'node:http';
import { GatewayRefused } from './gateway-refused.ts';

export interface BodyLimits {
  /** Bytes of one body. */
  readonly body: number;
  /** Bytes of a body that nobody has answered for, such as a login's. */
  readonly anonymousBody: number;
  /** Bytes of all bodies together whose sender is not proved yet. */
  readonly unprovedBodies: number;
}

export const bodyLimits: BodyLimits = {
  body: 12 * 1024 * 1024,
  anonymousBody: 64 * 1024,
  unprovedBodies: 96 * 1024 * 1024,
};

/** Takes in request bodies, within limits on each and on all whose sender is not proved yet. */
export class BodyIntake {
  readonly #limits: BodyLimits;
  #unproved = 0;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  /**
   * The whole body. Throws GatewayRefused `body-too-large`, `bad-request` where it breaks off, or
   * `throttled` where unproved senders hold as many bytes as they may.
   */
  collect(stream: IncomingMessage, sender: 'proved' | 'unproved' | 'anonymous'): Promise<Buffer> {
    const limit = sender === 'anonymous' ? this.#limits.anonymousBody : this.#limits.body;
    // Events, not asynchronous iteration, which costs several times as much for a small body.
    return new Promise((resolve, reject) => {
      if (Number(stream.headers['content-length'] ?? 0) > limit) return reject(tooLarge(limit));
      const chunks: Buffer[] = [];
      let length = 0;
      const settle = () => {
        if (sender !== 'proved') this.#unproved -= length;
        stream.off('data', take).off('end', end).off('close', breakOff);
      };
      const refuse = (refused: GatewayRefused) => {
        settle();
        reject(refused);
      };
      const take = (chunk: Buffer) => {
        length += chunk.length;
        if (sender !== 'proved') this.#unproved += chunk.length;
        chunks.push(chunk);
        if (length > limit) refuse(tooLarge(limit));
        else if (this.#unproved > this.#limits.unprovedBodies && sender !== 'proved') {
          refuse(new GatewayRefused('throttled', 'too many unverified bodies are being received'));
        }
      };
      const end = () => {
        settle();
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      };
      const breakOff = () => refuse(new GatewayRefused('bad-request', 'the body ended early'));
      stream.on('data', take).on('end', end).on('close', breakOff);
    });
  }
}

function tooLarge(limit: number): GatewayRefused {
  return new GatewayRefused('body-too-large', `at most ${limit} bytes`);
}

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
  async collect(
    stream: IncomingMessage,
    sender: 'proved' | 'unproved' | 'anonymous',
  ): Promise<Buffer> {
    const limit = sender === 'anonymous' ? this.#limits.anonymousBody : this.#limits.body;
    if (Number(stream.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
    const chunks: Buffer[] = [];
    let length = 0;
    let held = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > limit) throw tooLarge(limit);
        chunks.push(chunk);
        if (sender === 'proved') continue;
        held += chunk.length;
        this.#hold(chunk.length);
      }
    } catch (error) {
      if (error instanceof GatewayRefused) throw error;
      throw new GatewayRefused('bad-request', 'the body ended early');
    } finally {
      this.#unproved -= held;
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  }

  #hold(bytes: number): void {
    this.#unproved += bytes;
    if (this.#unproved > this.#limits.unprovedBodies) {
      throw new GatewayRefused('throttled', 'too many unverified bodies are being received');
    }
  }
}

function tooLarge(limit: number): GatewayRefused {
  return new GatewayRefused('body-too-large', `at most ${limit} bytes`);
}

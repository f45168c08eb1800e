import type { Reply } from './operation.ts';

/** A body in the bytes of its JSON, kept from an earlier answer. */
export class Rendition<Body> {
  readonly bytes: Buffer;
  /** What the bytes say; only its type is of use. */
  declare readonly says: Body;

  constructor(body: Body) {
    this.bytes = Buffer.from(JSON.stringify(body));
  }
}

interface Kept {
  readonly version: number;
  readonly reply: Reply<unknown>;
  readonly size: number;
}

/**
 * Replies that are sent again as long as nothing has changed of what they were made of. Nothing goes
 * stale: a reply counts for one version of the stored data, which the asker has just read.
 */
export class Renditions {
  readonly #mostBytes: number;
  /** The longest unused first. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(mostBytes: number = 32 * 1024 * 1024) {
    this.#mostBytes = mostBytes;
  }

  /**
   * The reply made of `values` and of stored data of this version: the one that was kept, or what
   * `make` answers. `values` must hold everything else that the reply depends on.
   */
  async reply<Body>(
    values: readonly unknown[],
    version: number,
    make: () => Promise<Reply<Body>>,
  ): Promise<Reply<Body>> {
    const key = JSON.stringify(values);
    const known = this.#kept.get(key);
    if (known?.version === version) {
      this.#keep(key, known);
      return known.reply as Reply<Body>;
    }
    const { body, headers } = await make();
    const rendition = body instanceof Rendition ? body : new Rendition(body);
    const reply: Reply<Body> = { body: rendition, ...(headers ? { headers } : {}) };
    this.#keep(key, { version, reply, size: key.length + rendition.bytes.length });
    return reply;
  }

  /** Keeps it as the one used last, in place of an earlier one; others may have made it meanwhile. */
  #keep(key: string, kept: Kept): void {
    const earlier = this.#kept.get(key);
    if (earlier) this.#drop(key, earlier);
    this.#kept.set(key, kept);
    this.#bytes += kept.size;
    for (const [oldest, each] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#drop(oldest, each);
    }
  }

  #drop(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#bytes -= kept.size;
  }
}

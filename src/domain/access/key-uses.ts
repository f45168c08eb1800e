import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords };

/**
 * When keys were last used. It is kept in memory and written down now and then for all keys at
 * once, so that no request waits for it; a crash loses what was not written yet.
 */
export class KeyUses {
  readonly #unwritten = new Map<string, number>();

  /** Notes that a request with this key was proved genuine; `at` in ms. */
  note(accessKey: string, at: number): void {
    this.#unwritten.set(accessKey, at);
  }

  /** When the key was last used, through this server or, as far as written, another one. */
  async lastUse(records: Records, accessKey: string): Promise<number | undefined> {
    const written = await records.access.findKeyUse(accessKey);
    const unwritten = this.#unwritten.get(accessKey);
    return written === undefined || unwritten === undefined
      ? (written ?? unwritten)
      : Math.max(written, unwritten);
  }

  /**
   * Writes down what is not written yet, in one transaction; nothing where there is nothing.
   * Answers that nothing is left.
   */
  async write(store: {
    write<T>(work: (records: Records) => Promise<T>): Promise<T>;
  }): Promise<false> {
    const uses = [...this.#unwritten];
    if (uses.length === 0) return false;
    await store.write(async (records) => {
      for (const [accessKey, at] of uses) await records.access.putKeyUse(accessKey, at);
    });
    for (const [accessKey, at] of uses) {
      if (this.#unwritten.get(accessKey) === at) this.#unwritten.delete(accessKey);
    }
    return false;
  }
}

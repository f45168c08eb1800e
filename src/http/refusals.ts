import type { FastifyInstance } from 'fastify';

/** How often refusals of strangers are told in the log, in ms. */
const tellEvery = 10_000;
/** How many addresses one line names. */
const addressesTold = 8;

/**
 * Counts refusals by code. Those of strangers, whose credentials prove nobody, are told in the log
 * many in one line: nobody can flood it without an account.
 */
export class Refusals {
  readonly #all = new Map<string, number>();
  readonly #strangers = new Map<string, number>();
  readonly #addresses = new Set<string>();

  /** How often each code was given since the start. */
  get all(): ReadonlyMap<string, number> {
    return this.#all;
  }

  note(code: string, address: string | undefined, sender: 'proved' | 'stranger'): void {
    this.#all.set(code, (this.#all.get(code) ?? 0) + 1);
    if (sender === 'proved') return;
    this.#strangers.set(code, (this.#strangers.get(code) ?? 0) + 1);
    if (address && this.#addresses.size < addressesTold) this.#addresses.add(address);
  }

  /** Tells the log of strangers every few seconds, where there were any, and when the app closes. */
  reportTo(app: FastifyInstance): void {
    const tell = () => {
      if (this.#strangers.size === 0) return;
      const refused = Object.fromEntries(this.#strangers);
      app.log.warn({ refused, addresses: [...this.#addresses] }, 'strangers refused');
      this.#strangers.clear();
      this.#addresses.clear();
    };
    const timer = setInterval(tell, tellEvery);
    timer.unref();
    app.addHook('onClose', async () => {
      clearInterval(timer);
      tell();
    });
  }
}

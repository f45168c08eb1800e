import type { Principal } from '../kernel/index.ts';
import {
  FailureCounts,
  type Guess,
  isLoopback,
  keepNewest,
  ruleOf,
  subjectOf,
} from './lockouts.ts';
import type { AccessRecords } from './ports.ts';

/** Failures and own locks that are counted; who comes after pushes out the oldest. */
const countedAtMost = 10_000;
/** Locks that the store keeps, and that one write brings; what is more holds in this process alone. */
const keptAtMost = 1000;
const writtenAtMost = 200;
/** How old a copy of the store's locks may be, and how often locks are written, in ms. */
const interval = 1000;

/** Whom a guess is about; undefined where there is nobody. */
type Owner = Pick<Principal, 'root'> | undefined;
type Records = { readonly access: AccessRecords };
type Transactions = {
  consult<T>(work: (records: Records) => Promise<T>): Promise<T>;
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
};

/**
 * Stands against those who guess passwords and secret keys. Failures are counted in this process;
 * a lock that begins is written, so that every server on the store knows it within a second, also
 * after a restart. However many requests fail, the store is written to once a second at most, and
 * read once a second at most. All times are real time in ms.
 */
export class Guard {
  readonly #store: Transactions;
  readonly #failures = new FailureCounts(countedAtMost);
  /** When locks end that began here, by subject. */
  readonly #begun = new Map<string, number>();
  /** Those of them that the store does not know yet. */
  readonly #unwritten = new Map<string, number>();
  #stored: ReadonlyMap<string, number> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #writing: Promise<void> | undefined;
  /** The time of the last failure. */
  #now = 0;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(store: Transactions) {
    this.#store = store;
  }

  /** Whether this is refused, right or wrong, unless it `isNeverLocked`. */
  async isLocked(guess: Guess, now: number): Promise<boolean> {
    if (now - this.#readAt >= interval || now < this.#readAt) await this.#read(now);
    if (this.#begun.size === 0 && this.#stored.size === 0) return false;
    const subject = subjectOf(guess);
    const until = Math.max(this.#begun.get(subject) ?? 0, this.#stored.get(subject) ?? 0);
    return until > now;
  }

  /** A wrong password, a wrong signature, or a key that nobody has. */
  failed(guess: Guess, owner: Owner, now: number): void {
    if (isNeverLocked(guess, owner)) return;
    const subject = subjectOf(guess);
    const until = this.#failures.note(subject, ruleOf(guess), now);
    if (until === undefined) return;
    for (const locks of [this.#begun, this.#unwritten]) {
      locks.delete(subject);
      locks.set(subject, until);
    }
    keepNewest(this.#begun, countedAtMost);
    keepNewest(this.#unwritten, writtenAtMost);
    this.#now = now;
    this.#writing ??= this.#write();
  }

  /** The right one came: what failed before counts no more. */
  succeeded(guess: Guess): void {
    if (this.#failures.size > 0) this.#failures.forget(subjectOf(guess));
  }

  /** Resolves when every lock is written; to be awaited before the store is closed. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await this.#writing;
  }

  #read(now: number): Promise<void> {
    this.#reading ??= this.#copy(now).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #copy(now: number): Promise<void> {
    const locks = await this.#store.consult((records) => records.access.listLocks(now));
    this.#stored = new Map(locks.map(({ subject, until }) => [subject, until]));
    this.#readAt = now;
    this.#failures.prune(now);
    for (const [subject, until] of this.#begun) if (until <= now) this.#begun.delete(subject);
  }

  async #write(): Promise<void> {
    while (this.#unwritten.size > 0) {
      const locks = [...this.#unwritten].map(([subject, until]) => ({ subject, until }));
      this.#unwritten.clear();
      await this.#store
        .write((records) => records.access.putLocks(locks, this.#now, keptAtMost))
        // Without its store a server refuses everyone; what is locked here stays so here.
        .catch(() => undefined);
      if (!this.#closed) await this.#pause();
    }
    // At once, not when this is awaited: a lock that begins meanwhile would not be written.
    this.#writing = undefined;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, interval).unref();
    });
  }
}

/** The root user is never locked out of the machine itself: nobody else could let them in again. */
export function isNeverLocked({ address }: Guess, owner: Owner): boolean {
  return owner?.root === true && isLoopback(address);
}

import { createHmac, randomBytes } from 'node:crypto';
import { keepNewest } from './lockouts.ts';
import type { Passwords } from './passwords.ts';

/** How long a password that was right need not be checked again, in ms. */
const rememberedFor = 5 * 60_000;
const rememberedAtMost = 10_000;

/**
 * Checks passwords as `Passwords` does, but one that has just been right costs nothing: git sends it
 * with every request. What is remembered is a hash under a key of this process, of the password
 * together with the stored hash that it fits, so that it is worth nothing once that is changed.
 */
export class RememberedPasswords {
  readonly #passwords: Pick<Passwords, 'matches'>;
  readonly #now: () => number;
  readonly #key = randomBytes(32);
  /** Until when each is known to be right. */
  readonly #right = new Map<string, number>();
  /** Checks that run: those who ask the same meanwhile wait for one answer. */
  readonly #running = new Map<string, Promise<boolean>>();

  constructor(passwords: Pick<Passwords, 'matches'>, now: () => number = Date.now) {
    this.#passwords = passwords;
    this.#now = now;
  }

  /** As `Passwords.matches`. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    // Nobody's password is remembered, so nobody can tell by the time whether there is a user.
    if (stored === undefined) return this.#passwords.matches(password, stored);
    const keyed = createHmac('sha256', this.#key);
    const mark = keyed.update(JSON.stringify([stored, password])).digest('base64');
    if ((this.#right.get(mark) ?? 0) > this.#now()) return true;
    const running = this.#running.get(mark);
    if (running) return running;
    const check = this.#check(mark, password, stored).finally(() => this.#running.delete(mark));
    this.#running.set(mark, check);
    return check;
  }

  async #check(mark: string, password: string, stored: string): Promise<boolean> {
    const right = await this.#passwords.matches(password, stored);
    this.#right.delete(mark);
    if (right) this.#right.set(mark, this.#now() + rememberedFor);
    keepNewest(this.#right, rememberedAtMost);
    return right;
  }
}

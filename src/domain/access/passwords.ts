import { randomBytes, scrypt as scryptWithCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Problem } from '../kernel/index.ts';

const scrypt = promisify<string, Buffer, number, object, Buffer>(scryptWithCallback);

/** scrypt's cost: 2^`log2N` blocks of 128·`r` bytes, `p` times. */
export interface PasswordCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about 0.2 s of one core; what OWASP names for scrypt at this memory. */
export const standardPasswordCost: PasswordCost = { log2N: 15, r: 8, p: 3 };

/** For tests and in-process servers, whose passwords protect nothing. */
export const lowPasswordCost: PasswordCost = { log2N: 4, r: 8, p: 1 };

const hashBytes = 32;
const saltBytes = 16;
/** In UTF-16 units. Longer ones belong to nobody, and composing them would take its time. */
const longestPassword = 1024;
const atOnce = 2;
const waitingAtMost = 8;

/** Hashes and checks passwords, two at a time; a few more wait, the rest are told to come back. */
export class Passwords {
  readonly #cost: PasswordCost;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(cost: PasswordCost) {
    this.#cost = cost;
  }

  /** A self-describing hash: `scrypt$log2N$r$p$salt$hash`. Throws Problem `busy`. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const { log2N, r, p } = this.#cost;
    const hash = await this.#derive(password, salt, this.#cost);
    return ['scrypt', log2N, r, p, salt.toString('base64'), hash.toString('base64')].join('$');
  }

  /**
   * Whether the password belongs to the hash. Without a hash (the user is unknown) it costs the
   * same and is false. Throws Problem `busy`.
   */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const hopeless = stored === undefined || password.length > longestPassword;
    const { cost, salt, hash } = hopeless ? this.#nobody() : readHash(stored);
    const derived = await this.#derive(password.slice(0, longestPassword), salt, cost);
    return derived.length === hash.length && timingSafeEqual(derived, hash);
  }

  /** What an unknown user's password is checked against: random bytes, which nothing hashes to. */
  #nobody(): StoredHash {
    return { cost: this.#cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };
  }

  async #derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
    await this.#enter();
    try {
      const N = 2 ** cost.log2N;
      const maxmem = 256 * N * cost.r;
      return await scrypt(password.normalize('NFC'), salt, hashBytes, {
        N,
        r: cost.r,
        p: cost.p,
        maxmem,
      });
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= waitingAtMost) {
      throw new Problem('busy', {
        subject: 'login',
        reason: 'Too many passwords are being checked; try again in a second.',
      });
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}

interface StoredHash {
  readonly cost: PasswordCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function readHash(stored: string): StoredHash {
  const [, log2N, r, p, salt = '', hash = ''] = stored.split('$');
  return {
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

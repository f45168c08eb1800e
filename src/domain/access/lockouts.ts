import { hash } from 'node:crypto';

/** How many failures one after the other begin a lock, and for how long. Times in ms. */
export interface LockRule {
  readonly failures: number;
  /** A failure counts no more when none has followed it for so long. */
  readonly forgottenAfter: number;
  readonly lockedFor: number;
}

const minute = 60_000;

/** Source: IAM user guide, Login Authentication Policy, Account Lockout: the defaults. */
export const passwordRule: LockRule = {
  failures: 5,
  forgottenAfter: 15 * minute,
  lockedFor: 15 * minute,
};

/** Source: API Request Signing Guide: after more than five in a row, for five minutes. */
export const signatureRule: LockRule = {
  failures: 6,
  forgottenAfter: 5 * minute,
  lockedFor: 5 * minute,
};

/** Who is being guessed, and from where. Whether there is such a user or key makes no difference. */
export type Guess = { readonly address: string } & (
  | { readonly domainName: string; readonly userName: string }
  | { readonly accessKey: string }
);

/** The rule that a guess falls under. */
export function ruleOf(guess: Guess): LockRule {
  return 'accessKey' in guess ? signatureRule : passwordRule;
}

/** What failures are counted and locks are kept under; it tells nothing of what was typed. */
export function subjectOf(guess: Guess): string {
  const network = networkOf(guess.address);
  const parts =
    'accessKey' in guess
      ? ['key', guess.accessKey, network]
      : ['password', guess.domainName, guess.userName, network];
  return hash('sha256', JSON.stringify(parts), 'hex');
}

/** Whether an address is of this machine itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || withoutMapping(address).startsWith('127.');
}

/** An IPv4 address as it is; of an IPv6 address the /64, all of which one host may have. */
function networkOf(address: string): string {
  const plain = withoutMapping(address);
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...last];
  return groups.slice(0, 4).join(':');
}

const withoutMapping = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

interface Count {
  failures: number;
  readonly rule: LockRule;
  last: number;
}

/** Failures by subject: as many subjects as there is room for, those that failed last. */
export class FailureCounts {
  readonly #counts = new Map<string, Count>();
  readonly #atMost: number;

  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** Counts a failure. Answers when the lock ends that it begins, undefined where it begins none. */
  note(subject: string, rule: LockRule, now: number): number | undefined {
    const before = this.#counts.get(subject);
    const failures = before && !isForgotten(before, now) ? before.failures + 1 : 1;
    this.#counts.delete(subject);
    if (failures >= rule.failures) return now + rule.lockedFor;
    this.#counts.set(subject, { failures, rule, last: now });
    keepNewest(this.#counts, this.#atMost);
    return undefined;
  }

  /** A success: what failed before counts no more. */
  forget(subject: string): void {
    this.#counts.delete(subject);
  }

  /** Makes room of what counts no more, from the oldest on. */
  prune(now: number): void {
    for (const [subject, count] of this.#counts) {
      if (!isForgotten(count, now)) return;
      this.#counts.delete(subject);
    }
  }
}

const isForgotten = ({ last, rule }: Count, now: number) => now - last >= rule.forgottenAfter;

/** Drops what was put into a map first until no more is left than may be. */
export function keepNewest(map: Map<string, unknown>, atMost: number): void {
  for (const key of map.keys()) {
    if (map.size <= atMost) return;
    map.delete(key);
  }
}

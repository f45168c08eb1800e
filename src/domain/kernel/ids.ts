import { randomDigits } from './random-digits.ts';

/** Makes identifiers of stored things. Never used for secrets. */
export interface Ids {
  /** 32 lower-case hexadecimal characters, unlike any made before. */
  next(): string;
}

/**
 * Identifiers in the order of their making: 48 bits of time, 16 bits of counter, 64 random bits.
 * Neighbours in time are neighbours in an index, which keeps inserts on few pages.
 */
export function timeOrderedIds(now: () => number = Date.now): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next() {
      const ms = now();
      if (ms > lastMs) {
        lastMs = ms;
        counter = 0;
      } else if (++counter > 0xffff) {
        lastMs += 1;
        counter = 0;
      }
      const time = lastMs.toString(16).padStart(12, '0');
      return time + counter.toString(16).padStart(4, '0') + randomDigits(16);
    },
  };
}

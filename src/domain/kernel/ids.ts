import { randomUUID } from 'node:crypto';

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
      // 64 bits of a version 4 UUID, clear of the six that are fixed; Node keeps entropy for these.
      const uuid = randomUUID();
      const random = uuid.slice(-12) + uuid.slice(0, 4);
      return time + counter.toString(16).padStart(4, '0') + random;
    },
  };
}

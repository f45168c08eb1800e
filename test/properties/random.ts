import { randomInt } from 'node:crypto';
import fc from 'fast-check';

/** Reproducible random choices for tests. */
export interface Random {
  /** An integer from 0 up to, not including, `below`. */
  below(below: number): number;
  pick<T>(choices: readonly T[]): T;
  /** Lower-case hexadecimal characters. */
  hex(length: number): string;
}

/** The seed of this run: `ATELIER_TEST_SEED`, or a new one. Prints it, so that it can be repeated. */
export function printedSeed(what: string): number {
  const given = process.env.ATELIER_TEST_SEED;
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  console.log(`${what}: ATELIER_TEST_SEED=${seed}`);
  return seed;
}

/** Has every property of this file run from a printed seed. */
export function seedProperties(what: string): void {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: printedSeed(what) });
}

/** Mulberry32: 32 bits of state, which is plenty to choose test cases by. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: <T>(choices: readonly T[]) => choices[below(choices.length)] as T,
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
  };
}

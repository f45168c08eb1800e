import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let digits = '';
let taken = 0;

/**
 * So many hexadecimal digits, at most 32, nobody could have foreseen. They come out of a supply that
 * is made at once, which costs a small part of asking the system each time. Never used for secrets.
 */
export function randomDigits(count: number): string {
  if (taken + count > digits.length) {
    digits = randomFillSync(pool).toString('hex');
    taken = 0;
  }
  taken += count;
  return digits.slice(taken - count, taken);
}

import { expect, it } from 'vitest';
import { timeOrderedIds } from './ids.ts';

it('makes ids that are unlike and in order, however the clock goes', () => {
  // Stands still for longer than the counter lasts, goes on, jumps back and far ahead.
  const times = [...Array<number>(70_000).fill(1000), 1001, 1002, 900, 901, 1_700_000_000_000, 5];
  let asked = 0;
  const ids = timeOrderedIds(() => times[asked++] ?? 0);
  const made = times.map(() => ids.next());
  expect(made.filter((id) => !/^[0-9a-f]{32}$/.test(id))).toEqual([]);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

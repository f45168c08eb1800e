import { setImmediate as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('lets one in at a time, in the order of asking, whatever becomes of those before', async () => {
  const turns = new Turns();
  const events: string[] = [];
  const work = (name: string, waits: number) => async () => {
    events.push(`${name} in`);
    for (let i = 0; i < waits; i += 1) await later();
    events.push(`${name} out`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const taken = [work('a', 3), work('b', 0), work('c', 1)].map((each) => turns.take(each));
  expect(await Promise.allSettled(taken)).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'rejected', reason: new Error('b failed') },
    { status: 'fulfilled', value: 'c' },
  ]);
  expect(events).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FailureCounts,
  isLoopback,
  passwordRule,
  signatureRule,
  subjectOf,
} from '../../src/domain/access/lockouts.ts';
import { seedProperties } from './random.ts';

seedProperties('lockouts');

const minute = 60_000;
type Attempt = readonly [minutesLater: number, right: boolean];

describe.each([
  // Told once more, from the documentation: five within 15 minutes, more than five.
  ['passwords', passwordRule, 5, 15, 15],
  ['signatures', signatureRule, 6, 5, 5],
])('%s', (_name, rule, failures, forgotten, locked) => {
  /** Whether the last of these attempts begins a lock, by looking at all of them. */
  function locks(attempts: readonly Attempt[]): boolean {
    let inRow = 0;
    for (const [i, [later, right]] of attempts.entries()) {
      if (right || i === 0 || later >= forgotten || inRow === failures) inRow = 0;
      if (!right) inRow += 1;
    }
    return inRow === failures;
  }

  it('are locked as the rule says, whatever came before', () => {
    const attempt = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean());
    const mostlyWrong = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constant(false));
    const attempts = fc.array(fc.oneof(attempt, { arbitrary: mostlyWrong, weight: 6 }));
    fc.assert(
      fc.property(attempts, (all) => {
        const counts = new FailureCounts(10);
        let now = 1_000_000;
        for (const [i, [later, right]] of all.entries()) {
          now += later * minute;
          if (right) counts.forget('me');
          const until = right ? undefined : counts.note('me', rule, now);
          const expected = locks(all.slice(0, i + 1)) ? now + locked * minute : undefined;
          expect(until).toBe(right ? undefined : expected);
          // Somebody else's failures change nothing.
          counts.note(`other ${i}`, rule, now);
        }
      }),
    );
  });
});

it('counts as many subjects as there is room for, those that failed last', () => {
  const counts = new FailureCounts(3);
  for (const subject of ['a', 'a', 'a', 'a', 'b', 'c', 'd']) counts.note(subject, passwordRule, 0);
  expect(counts.size).toBe(3);
  // `a` was the oldest and is forgotten: the fifth failure is its first.
  expect(counts.note('a', passwordRule, 0)).toBeUndefined();
});

it('makes room of what counts no more', () => {
  const counts = new FailureCounts(10);
  counts.note('old', passwordRule, 0);
  counts.note('new', passwordRule, 10 * minute);
  counts.prune(15 * minute);
  expect(counts.size).toBe(1);
});

it('keeps users, accounts, keys and addresses apart, and a host with an IPv6 network together', () => {
  const login = { domainName: 'a', userName: 'b', address: '192.0.2.1' };
  const apart = [
    login,
    { ...login, userName: 'ab' },
    { ...login, domainName: 'ab', userName: '' },
    { ...login, address: '192.0.2.2' },
    { accessKey: 'a', address: '192.0.2.1' },
    { accessKey: 'b', address: '192.0.2.1' },
    { ...login, address: '2001:db8::1' },
    { ...login, address: '2001:db8:0:1::1' },
    { ...login, address: '::2' },
  ].map(subjectOf);
  expect(new Set(apart).size).toBe(apart.length);
  const same = (one: string, other: string) =>
    expect(subjectOf({ ...login, address: one })).toBe(subjectOf({ ...login, address: other }));
  same('192.0.2.1', '::ffff:192.0.2.1');
  same('2001:db8::1', '2001:db8:0:0:ffff::2');
  same('2001:db8:1:2:3:4:5:6', '2001:db8:1:2::');
});

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['128.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['::127', false],
  ['12.7.0.1', false],
])('%s is of the machine itself: %s', (address, loopback) => {
  expect(isLoopback(address)).toBe(loopback);
});

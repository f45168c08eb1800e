import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, maxPatternLength, namePattern } from './ref-names.ts';

describe('a name pattern', () => {
  it('is one for all of the name', () => {
    const pattern = namePattern('Branch_[a-zA-Z0-9_]+', 'branchNames');
    const names = ['Branch_1', 'Branch_', 'my/Branch_1', 'Branch_1/x'];
    expect(names.filter((name) => pattern.matches(name))).toEqual(['Branch_1']);
  });

  it.each([
    ['not closed', '['],
    ['with a look ahead', '(?!main).*'],
    ['with a reference back', '(a)\\1'],
    ['that unfolds to millions of states', '((a{1000}){1000}){1000}'],
    ['that takes thousands of steps for each letter', '(a?){1000}'.repeat(3)],
    ['too long', 'a'.repeat(maxPatternLength + 1)],
  ])('%s is refused', (_what, text) => {
    const refusal = expect.objectContaining({ kind: 'invalid', field: 'branchNames' });
    expect(() => namePattern(text, 'branchNames')).toThrow(refusal);
  });

  it('that would take others an eternity is done with', () => {
    const pattern = namePattern('((a+)+)+b', 'branchNames');
    expect(pattern.matches('a'.repeat(200))).toBe(false);
  });
});

describe('a protected name', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'Main', false],
    ['main', 'maintenance', false],
    ['*', 'main', true],
    ['*', 'release/1', false],
    ['release/*', 'release/1', true],
    ['release/*', 'release/1/2', false],
    ['*/*', 'release/1', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*a', 'aba', true],
    ['a*b*a', 'aa', false],
    ['*ab*ab', 'ab', false],
    ['*.x', 'a.x', true],
    ['*.x', 'abx', false],
  ])('%s covers %s: %s', (protectedName, name, expected) => {
    expect(covers(protectedName, name)).toBe(expected);
  });

  it('covers what the regular expression with the same meaning matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    fc.assert(
      fc.property(text, name, (wildcard, given) => {
        const expression = new RegExp(`^${wildcard.replaceAll('*', '[^/]*')}$`);
        expect(covers(wildcard, given)).toBe(expression.test(given));
      }),
    );
  });
});

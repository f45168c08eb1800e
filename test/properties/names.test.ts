import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/kernel/index.ts';
import {
  buildTaskGroupNames,
  type NameRule,
  repositoryGroupNames,
} from '../../src/domain/tree/index.ts';
import { checkedName, siblingKey } from '../../src/domain/tree/name-rule.ts';
import { seedProperties } from './random.ts';

seedProperties('names');

const latin = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const isHan = (character: string) => /^\p{Script=Han}$/u.test(character);

/** Whether a name is allowed, told one code point after the other. */
type Reference = (characters: readonly string[]) => boolean;

const rules: readonly { name: string; rule: NameRule; allows: Reference }[] = [
  {
    name: 'build task groups',
    rule: buildTaskGroupNames({ strict: false }),
    allows(characters) {
      if (characters.length < 1 || characters.length > 128) return false;
      return characters.every((character, i) => {
        if (isHan(character) || `${latin}-_.()`.includes(character)) return true;
        return character === ' ' && i > 0 && i < characters.length - 1;
      });
    },
  },
  {
    name: 'build task groups by the strict rule',
    rule: buildTaskGroupNames({ strict: true }),
    allows: (characters) =>
      characters.length >= 1 &&
      characters.length <= 128 &&
      characters.every((character) => isHan(character) || `${latin}-_`.includes(character)),
  },
  {
    name: 'repository groups',
    rule: repositoryGroupNames,
    allows(characters) {
      if (characters.length < 1 || characters.length > 256) return false;
      if (!`${latin}_`.includes(characters[0] ?? '-')) return false;
      if (!characters.every((character) => `${latin}_.-`.includes(character))) return false;
      const end = characters.slice(-5).join('').toLowerCase();
      return !(end.endsWith('.git') || end === '.atom' || end.endsWith('.'));
    },
  },
];

/** What a name is made of: what is allowed, what looks like it, and what must never get through. */
const pieces = [
  ...['a', 'Z', '7', '_', '-', '.', '(', ')', ' '],
  // Han, also beyond 16 bits, a compatibility form that NFC replaces, a repeat mark, a zero.
  ...['组', '漢', '\u{20000}', '\uf900', '々', '〇'],
  // Neighbours of Han: kana, hangul, full-width forms, bopomofo, a punctuation mark.
  ...['あ', 'カ', '한', 'Ａ', '１', 'ㄅ', '、'],
  // One letter in two forms, a sign that NFC makes a letter, a mark on its own.
  ...['é', 'e\u0301', '\u212b', '\u0301'],
  // Blanks and what cannot be seen.
  ...['\u00a0', '\u3000', '\t', '\n', '\r', '\0', '\u200b', '\ufeff', '\u202e', '\u2028', '\x7f'],
  // Path and query marks, a half of a pair, an emoji.
  ...['/', '\\', '%', '?', '#', '"', '\ud800', '😀'],
];
const plain = fc.constantFrom('a', 'B', '3', '_', '-', '组', '\u{20000}');
const ascii = fc.constantFrom('a', 'B', '3', '_', '-');
const endings = ['.git', '.GIT', '.atom', '.Atom', '.gitx', '.git.a', 'git', '.', '..', '-'];
const anyName = fc.oneof(
  fc.string({ unit: fc.constantFrom(...pieces), maxLength: 6 }),
  // Nearly good ones: a good name with one piece anywhere.
  fc
    .tuple(fc.string({ unit: plain }), fc.constantFrom('', ...pieces), fc.string({ unit: plain }))
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.string({ unit: ascii, minLength: 1 }), fc.constantFrom(...endings))
    .map((parts) => parts.join('')),
  // Around the limits, in code points and not in 16-bit units.
  fc
    .tuple(plain, fc.constantFrom(127, 128, 129, 255, 256, 257))
    .map(([character, length]) => character.repeat(length)),
  fc.string({ unit: 'binary' }),
);

function accepted(rule: NameRule, name: string): string | Problem {
  try {
    return checkedName(rule, 'group', name);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe.each(rules)('names of $name', ({ rule, allows }) => {
  it('are those that an obvious reading of the rule allows', () => {
    let allowed = 0;
    fc.assert(
      fc.property(anyName, (name) => {
        const composed = name.normalize('NFC');
        const answer = accepted(rule, name);
        if (allows([...composed])) {
          allowed += 1;
          expect(answer).toBe(composed);
        } else {
          expect(answer).toMatchObject({
            kind: 'invalid',
            field: 'name',
            reason: `must be ${rule.accepts}`,
          });
        }
      }),
      { numRuns: 2000 },
    );
    expect(allowed).toBeGreaterThan(200);
  });

  it('stay as they are once they are stored, and so do their sibling keys', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const stored = accepted(rule, name);
        if (typeof stored !== 'string') return;
        expect(accepted(rule, stored)).toBe(stored);
        const key = siblingKey(rule, stored);
        expect(key).toBe(rule.caseSensitive ? stored : stored.toLowerCase());
        expect(siblingKey(rule, key)).toBe(key);
      }),
    );
  });
});

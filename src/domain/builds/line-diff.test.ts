import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { lineDiff } from './line-diff.ts';

const directory = mkdtempSync(join(tmpdir(), 'line-diff-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The text that git makes of the older one by the difference. */
function applied(before: readonly string[], difference: string): string[] {
  writeFileSync(join(directory, 'text'), before.map((line) => `${line}\n`).join(''));
  const patch = `--- a/text\n+++ b/text\n${difference}\n`;
  execFileSync('git', ['apply', '--recount', '-'], { cwd: directory, input: patch });
  const text = execFileSync('cat', ['text'], { cwd: directory, encoding: 'utf8' });
  return text.split('\n').slice(0, -1);
}

it('shows what changed with three lines around it', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
  const after = ['a', 'b', 'c', 'd', 'E', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'];
  expect(lineDiff(before, after).split('\n')).toEqual([
    ...['@@ -2,7 +2,7 @@', ' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h'],
    ...['@@ -10,3 +10,4 @@', ' j', ' k', ' l', '+m'],
  ]);
  expect(lineDiff(before, before)).toBe('');
});

it('makes the newer text of the older one, as git reads it', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const difference = lineDiff(before, after);
      if (difference !== '') expect(applied(before, difference)).toEqual(after);
      else expect(after).toEqual(before);
    }),
    { numRuns: 25 },
  );
});

it('exchanges all of what is too long to compare', () => {
  const many = (word: string) => Array.from({ length: 2000 }, (_line, i) => `${word}${i}`);
  const lines = lineDiff(['same', ...many('a')], ['same', ...many('b')]).split('\n');
  expect(lines).toHaveLength(4002);
  expect(lines[0]).toBe('@@ -1,2001 +1,2001 @@');
});

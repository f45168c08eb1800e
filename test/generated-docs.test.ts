import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedDocs } from '../scripts/generate-docs.ts';
import { build } from '../src/facades/build/index.ts';

const root = join(import.meta.dirname, '..');
const docs = Object.entries(generatedDocs());

test.each(docs)('%s is what npm run docs writes', (path, text) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text);
});

/** The lines of a section's table, without its head. */
function rowsOf(text: string, title: string): string[] {
  const section = text.split('\n## ').find((each) => each.startsWith(`${title}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
}

test.each([
  ['CodeArtsBuild v3', 135],
  ['CodeArtsRepo v4', 322],
  ['CodeArtsRepo v3 (v1-v3 paths)', 71],
])('COMPATIBILITY.md lists each operation of %s once, with its state', (title, number) => {
  const rows = rowsOf(generatedDocs()['COMPATIBILITY.md'] ?? '', title);
  const routes = new Set(rows.map((row) => row.split('|')[2]));
  expect(routes.size).toBe(number);
  for (const row of rows) expect(row).toMatch(/\| (absent|answered|proven) +\|/);
});

test('COMPATIBILITY.md tells the state as it is', () => {
  const rows = rowsOf(generatedDocs()['COMPATIBILITY.md'] ?? '', 'CodeArtsBuild v3');
  const declared = new Set(build.operations.map(({ name }) => name));
  for (const row of rows) {
    const [, name = '', , state] = row.split('|').map((cell) => cell.trim());
    expect(state === 'absent', name).toBe(!declared.has(name));
    if (name === 'CreateJobGroup') expect(state).toBe('proven');
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { killRounds } from './kill-rounds.ts';
import { bundledServer } from './server-process.ts';

const rounds = 20;
const random = randomFrom(printedSeed('kill'));

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'atelier-crash-'));
});
afterAll(() => rmSync(place, { recursive: true }));

it(`nothing that was answered is lost by SIGKILL, and nothing is half there: ${rounds} rounds`, {
  timeout: 120_000,
}, async () => {
  const program = await bundledServer(place);
  const shown = await killRounds(program, join(place, 'data'), random, (done) => done < rounds);
  console.log(`${shown.groups} groups, ${shown.unanswered} requests unanswered`);
  expect(shown.groups).toBeGreaterThan(rounds);
});

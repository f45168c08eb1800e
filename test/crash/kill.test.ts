import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newDatabase } from '../postgres/database.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { inFile, inPostgres } from './kept-data.ts';
import { killRounds } from './kill-rounds.ts';
import { bundledServer } from './server-process.ts';

const random = randomFrom(printedSeed('kill'));

let place: string;
let program: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'atelier-crash-'));
  program = await bundledServer(place);
});
afterAll(() => rmSync(place, { recursive: true }));

const engines = {
  file: {
    rounds: 20,
    keep: async (data: string) => ({
      kept: inFile(join(data, 'atelier.db')),
      drop: async () => undefined,
    }),
  },
  PostgreSQL: {
    rounds: 8,
    keep: async () => {
      const { url, drop } = await newDatabase();
      return { kept: inPostgres(url), drop };
    },
  },
};

it.each(Object.entries(engines))(
  'nothing that was answered is lost by SIGKILL, and nothing is half there: %s',
  { timeout: 120_000 },
  async (engine, { rounds, keep }) => {
    const data = join(place, engine);
    const { kept, drop } = await keep(data);
    const shown = await killRounds(program, data, kept, random, (done) => done < rounds);
    console.log(engine, shown);
    expect(shown.groups).toBeGreaterThan(rounds);
    await drop();
  },
);

/**
 * Runs the faults of test/crash at length and writes what came of it to docs/soak.md. `--minutes N`
 * (10 unless given) is about how long it takes. Ends with an error at the first thing that is wrong.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inFile, inPostgres, type KeptData } from '../crash/kept-data.ts';
import { type KillRounds, killRounds } from '../crash/kill-rounds.ts';
import { bundledServer } from '../crash/server-process.ts';
import { GitClient } from '../git/git-client.ts';
import { pushLarge } from '../git/large-push.ts';
import { startPostgres } from '../postgres/server.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { failingDatabase } from './failing-database.ts';
import { failingDisk } from './failing-disk.ts';
import { steadyLoad } from './steady-load.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes must be a positive number');
const leastRounds = 50;
/** In megabytes. */
const largePush = 1024;

const seed = printedSeed('soak');
const random = randomFrom(seed);
const place = mkdtempSync(join(tmpdir(), 'atelier-soak-'));
const count = (n: number) => Math.round(n).toLocaleString('en');
const told = ({ rounds, answered, unanswered }: KillRounds) =>
  `${rounds} rounds, ${count(answered)} changes answered, ${count(unanswered)} cut off unanswered`;
const said = (text: string) => console.log(`${new Date().toISOString()} ${text}`);

const postgres = await startPostgres();

try {
  for (const name of ['killed', 'failing']) {
    await inPostgres(postgres.url('postgres')).rows(`create database ${name}`);
  }
  const program = await bundledServer(place);
  /** A moment that is some share of the whole time from now. */
  const after = (share: number) => Date.now() + share * minutes * 60_000;

  const kill = (data: string, kept: KeptData) => {
    const until = after(0.2);
    return killRounds(program, join(place, data), kept, random, (rounds) => {
      if (rounds % 10 === 0) said(`${rounds} rounds`);
      return rounds < leastRounds || Date.now() < until;
    });
  };
  said('killing the server under load');
  const file = await kill('killed', inFile(join(place, 'killed', 'atelier.db')));
  said('the same on PostgreSQL');
  const database = await kill('killed-beside', inPostgres(postgres.url('killed')));
  said('failing the disk under load');
  const disk = await failingDisk(program, place, random, after(0.2));
  said('failing PostgreSQL under load');
  const failing = await failingDatabase(program, place, postgres, random, after(0.1));
  said(`pushing ${largePush} MB`);
  const git = new GitClient(10 * 60_000);
  const grownBy = await pushLarge(program, join(place, 'pushed'), git, largePush);
  git.close();
  said('the same load for long');
  const steady = await steadyLoad(program, place, after(0.3));

  const rows = [
    ['`kill -9` under load, SQLite file', told(file)],
    ['`kill -9` under load, PostgreSQL', told(database)],
    ['rounds on a disk that fails and recovers, or is slow', count(disk.rounds)],
    [
      'creates answered, and refused with 500, in them',
      `${count(disk.answered)}, ${count(disk.refused)}`,
    ],
    ['rounds with PostgreSQL crashed or its connections cut', count(failing.rounds)],
    [
      'creates answered, refused with 503, and of unknown outcome (500), in them',
      `${count(failing.answered)}, ${count(failing.refused)}, ${count(failing.unknown)}`,
    ],
    ['answered and lost, refused and kept, half there, in all rounds', '0, 0, 0'],
    ['creates and deletes under steady load, SQLite file', count(steady.changes)],
    [
      'resident memory after warming up, and at the end',
      `${count(steady.firstMb)} MB, ${count(steady.lastMb)} MB`,
    ],
    [
      'its slope by least squares',
      `${steady.slopeMbPerHour.toFixed(1)} MB an hour over ${steady.minutes.toFixed(1)} minutes`,
    ],
    [
      `most memory beyond that before, for a push and a clone of ${largePush} MB`,
      `${count(grownBy)} MB`,
    ],
    ['longest write-ahead log', `${count(steady.longestLogMb)} MB`],
  ];
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const text = `# Soak

The last run of \`npm run soak\`: ${new Date().toISOString().slice(0, 10)}, ${minutes} minutes, commit ${commit},
Node ${process.versions.node}, ${cpus().length} cores, seed ${seed}. 8 to 16 clients; PostgreSQL with its own defaults, fsync on. Everything found is compared
with everything answered; the run stops at the first difference.

| | |
|---|---|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`;
  writeFileSync(join(import.meta.dirname, '../../docs/soak.md'), text);
  said('docs/soak.md is written');
} finally {
  await postgres.stop();
  rmSync(place, { recursive: true });
}

/**
 * npm run bench: measures everything that docs/performance.md tells, and writes it there with its
 * plots. `-- --quick`: everything briefly. `-- --only <part>`: one part. Both only print.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Plan } from './bench.ts';
import { requireGenerator } from './load/load.ts';
import { requireDisk } from './machine/disk.ts';
import { shareOfOthers } from './machine/usage.ts';
import { requireOwnPackages } from './own-packages.ts';
import { measureCreates } from './parts/creates.ts';
import { measureCrowds } from './parts/crowds.ts';
import { measureGit } from './parts/git.ts';
import { measurePermissions } from './parts/permissions.ts';
import { measureReads } from './parts/reads.ts';
import { measureStarts } from './parts/starts.ts';
import { measureStores } from './parts/stores.ts';
import { measureSubtrees } from './parts/subtrees.ts';
import { conditions } from './results/conditions.ts';
import type { Figures } from './results/figures.ts';
import { plotsOf } from './results/plots.ts';
import { reportOf, writeInto } from './results/report.ts';

const parts = {
  starts: measureStarts,
  creates: measureCreates,
  permissions: measurePermissions,
  stores: measureStores,
  reads: measureReads,
  subtrees: measureSubtrees,
  crowds: measureCrowds,
  git: measureGit,
};

const whole: Plan = {
  rounds: 5,
  seconds: 2,
  warmUp: { answers: 30_000, seconds: 8 },
  starts: 7,
  sites: 4096,
  postgresSites: 768,
  connections: [1, 8, 32, 64],
  crowds: [1000, 10_000, 100_000, 1_000_000],
  trees: 100,
  deletions: 40,
};
const brief: Plan = {
  rounds: 2,
  seconds: 1,
  warmUp: { answers: 30_000, seconds: 1 },
  starts: 3,
  sites: 1024,
  postgresSites: 256,
  connections: [1, 32],
  crowds: [1000, 20_000],
  trees: 20,
  deletions: 8,
};

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const { quick, only } = options;
if (only !== undefined && !Object.hasOwn(parts, only)) {
  throw new Error(`--only takes one of: ${Object.keys(parts).join(', ')}`);
}

const root = join(import.meta.dirname, '..');
const scratch = join(root, '.bench');

// Ending on purpose, so that what was started ends too.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

requireGenerator();
requireOwnPackages();
// What a failed run has left stays until here, for a look at its logs.
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch);
requireDisk(scratch);

const figures = await measure();
const report = reportOf(figures);
process.stdout.write(`\n${report}`);
if (!quick && only === undefined) publish();
rmSync(scratch, { recursive: true });

async function measure(): Promise<Figures> {
  const began = performance.now();
  const measured: Record<string, unknown> = {};
  const others: Record<string, number> = {};
  for (const [name, part] of Object.entries(parts)) {
    if (only !== undefined && name !== only) continue;
    const directory = join(scratch, name);
    mkdirSync(directory);
    const share = shareOfOthers();
    measured[name] = await part({
      plan: quick ? brief : whole,
      directory,
      progress: (text) => process.stderr.write(`${name}: ${text}\n`),
    });
    others[name] = share();
    rmSync(directory, { recursive: true });
  }
  return { conditions: conditions(began), others, ...measured };
}

function publish(): void {
  const docs = join(root, 'docs');
  const folder = join(docs, 'performance');
  mkdirSync(folder, { recursive: true });
  const rounded = (_key: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value;
  writeFileSync(join(folder, 'figures.json'), `${JSON.stringify(figures, rounded)}\n`);
  const pictures = plotsOf(figures);
  for (const { file, svg } of pictures) writeFileSync(join(folder, file), svg);
  const shown = pictures.map(({ file, title }) => `![${title}](performance/${file})`);
  writeInto(join(docs, 'performance.md'), [report.trim(), ...shown].join('\n\n'));
}

import { readFileSync, writeFileSync } from 'node:fs';
import type { Burst, Series } from '../load/rounds.ts';
import type { CrowdFigures } from '../parts/crowds.ts';
import type { GitFigures } from '../parts/git.ts';
import type { PermissionFigures } from '../parts/permissions.ts';
import type { StoreFigures } from '../parts/stores.ts';
import type { SubtreeFigures } from '../parts/subtrees.ts';
import { type Aim, aimsOf, isReached } from './aims.ts';
import { contendersOf, coresFor, each, eachRound, type Figures, latency } from './figures.ts';
import { type Spread, spread } from './statistics.ts';

/** The figures as Markdown. */
export function reportOf(figures: Figures): string {
  const { creates, permissions, stores, reads, crowds, subtrees, git } = figures;
  return [
    conditionsOf(figures),
    table(['', 'aim', 'measured', 'reached'], aimsOf(figures).map(aimRow)),
    ...(creates ? createTables(creates) : []),
    ...(permissions ? permissionTables(permissions) : []),
    ...(stores ? storeTables(stores, figures.conditions.cores) : []),
    ...(reads ? ['**Reads**, 32 connections', contenderTable(reads)] : []),
    ...(crowds ? crowdTables(crowds) : []),
    ...(subtrees ? [subtreeText(subtrees)] : []),
    ...(git ? gitTables(git) : []),
    '',
  ].join('\n\n');
}

/** Puts the report between the two marks of a document; what is written by hand stays. */
export function writeInto(file: string, report: string): void {
  const [begin, end] = ['<!-- figures -->', '<!-- /figures -->'];
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has lost its marks ${begin} and ${end}`);
  writeFileSync(file, `${text.slice(0, from)}${begin}\n\n${report.trim()}\n\n${text.slice(to)}`);
}

function conditionsOf({ conditions, others, creates }: Figures): string {
  const { cores, node, arch, commit, date, minutes } = conditions;
  const shares = Object.entries(others).map(
    ([part, share]) => `${Math.round(share * 100)} % (${part})`,
  );
  const machine =
    `${cores} cores for server, yardstick and load together; Node ${node}, ${arch}. ` +
    `Commit ${commit}, ${date}; the run took ${minutes.toFixed(0)} minutes. ` +
    `Of the machine other programs took ${shares.join(', ')}.`;
  if (!creates) return machine;
  const syncs = spread(creates.flatMap(({ rounds }) => rounds.map(({ syncMs }) => syncMs)));
  return (
    `${machine} Beside the creates, an fdatasync took ${range(syncs, 2, ' ms')}. ` +
    `${creates[0]?.rounds.length ?? 0} rounds: median, and in brackets smallest and largest.`
  );
}

function aimRow(aim: Aim): string[] {
  const { what, bound, limit, unit, digits, measured } = aim;
  return [
    what,
    `${bound === 'at least' ? '>=' : '<='} ${limit}${unit}`,
    range(measured, digits, unit),
    isReached(aim) ? 'yes' : '**no**',
  ];
}

function createTables(series: readonly Series[]): string[] {
  const alone = series.filter(({ connections }) => connections === 1);
  const together = series.filter(({ connections }) => connections > 1);
  return [
    '**Creates**, 32 connections',
    contenderTable(together),
    '**Creates**, 1 connection',
    table(
      [...contenderHead, 'fdatasync'],
      alone.flatMap((each) =>
        contenderRows(each).map((row) => [
          ...row,
          `${eachRound(each, ({ syncMs }) => syncMs).median.toFixed(2)} ms`,
        ]),
      ),
    ),
  ];
}

function storeTables(stores: StoreFigures, cores: number): string[] {
  const { series, conflicts, roundTrips, queryMs } = stores;
  return [
    `**Creates by store and number of connections**; of the ${cores} cores, how many each has used`,
    table(
      ['connections', 'store', 'answers', 'p50', 'p99', ...takers.flatMap(takerHead)],
      series.flatMap(storeRows),
    ),
    `A create waits for ${range(spread(roundTrips), 1, '')} answers of PostgreSQL one after the ` +
      `other; one to a trivial query takes ${range(spread(queryMs), 2, ' ms')}. Of the creates ` +
      `on PostgreSQL ${(conflicts * 100).toFixed(1)} % conflicted and were run again.`,
  ];
}

/** Who takes processor time for a create, and how much per answer, in µs. */
const takers: readonly { readonly who: string; micros(burst: Burst): number }[] = [
  { who: 'server', micros: ({ cpuMicros }) => cpuMicros },
  { who: 'PostgreSQL', micros: ({ databaseMicros }) => databaseMicros ?? 0 },
  { who: 'load', micros: ({ loadMicros }) => loadMicros },
];

const takerHead = ({ who }: { readonly who: string }) => [`${who}, CPU per answer`, 'cores'];

function storeRows(series: Series): string[][] {
  return contendersOf([series]).map((name) => [
    String(series.connections),
    name,
    range(
      each(series, name, ({ perSecond }) => perSecond),
      0,
      '/s',
    ),
    `${each(series, name, (burst) => latency(burst, 50)).median.toFixed(2)} ms`,
    `${each(series, name, (burst) => latency(burst, 99)).median.toFixed(1)} ms`,
    ...takers.flatMap(({ micros }) => [
      `${each(series, name, micros).median.toFixed(0)} µs`,
      each(series, name, (burst) => coresFor(burst, micros(burst))).median.toFixed(2),
    ]),
  ]);
}

function permissionTables({ together, series }: PermissionFigures): string[] {
  return [
    `**Who calls, and may they**, in process, ${together} requests at a time: processor time of identifying the caller, verifying the signature and asking role and policies`,
    table(
      ['', 'policies', 'CPU per request'],
      series.map(({ credential, policies, micros }) => [
        credential,
        String(policies),
        range(spread(micros), 1, ' µs'),
      ]),
    ),
  ];
}

function crowdTables({ sizes, series, lists, residentMB }: CrowdFigures): string[] {
  const perSize = sizes.map((size) => `${size}`);
  const ofSizes = (cell: (size: string) => string) => perSize.map(cell);
  const median = (of: Series, size: string, value: (burst: Burst) => number) =>
    each(of, size, value).median.toFixed(0);
  return [
    '**By number of repository groups**, 32 connections: answers per second, and processor time per answer',
    table(
      ['', ...perSize],
      series.map((of) => [
        of.name,
        ...ofSizes(
          (size) =>
            `${median(of, size, ({ perSecond }) => perSecond)}/s, ` +
            `${median(of, size, ({ cpuMicros }) => cpuMicros)} µs`,
        ),
      ]),
    ),
    '**Lists that look at everything**, one request at a time',
    table(
      ['', ...perSize],
      [
        ...lists.map(({ name, ms }) => [
          name,
          ...ofSizes((size) => `${threeDigits(spread(ms[size] ?? []).median)} ms`),
        ]),
        [
          'resident memory after all of it',
          ...ofSizes((size) => `${residentMB[size]?.toFixed(0)} MB`),
        ],
      ],
    ),
  ];
}

function subtreeText({ treeSize, groups, changes }: SubtreeFigures): string {
  const told = changes.map(
    ({ name, durableMs, workMs }) =>
      `${name} ${range(spread(durableMs), 2, ' ms')}, of which` +
      ` ${range(spread(workMs), 2, ' ms')} in the change itself, ${durableMs.length} times`,
  );
  return (
    `**A subtree** of ${treeSize} groups among ${groups}, in process, from the call to the durable` +
    ` commit: ${told.join('; ')}.`
  );
}

function gitTables({ history, works }: GitFigures): string[] {
  const { commits, filesInEach, bytesInEach } = history;
  const megabytes = (commits * filesInEach * bytesInEach) / 1e6;
  const rows = works.map(({ name, atelierMs, plainMs }) => [
    name,
    range(spread(atelierMs), 0, ' ms'),
    range(spread(plainMs), 0, ' ms'),
    range(spread(atelierMs.map((ms, i) => ms / (plainMs[i] ?? Number.NaN))), 2, ''),
  ]);
  return [
    `**Git**, by turns over HTTP and to a bare repository on the same disk: ${commits} commits,` +
      ` ${megabytes.toFixed(1)} MB that do not compress. Plain git does not sync what it is given.`,
    table(['', 'Atelier', 'plain git', 'times as long'], rows),
  ];
}

const contenderHead = ['', 'connections', 'who', 'answers', 'CPU per answer', 'p50', 'p99'];

function contenderTable(series: readonly Series[]): string {
  return table(contenderHead, series.flatMap(contenderRows));
}

function contenderRows(series: Series): string[][] {
  return contendersOf([series]).map((name) => [
    series.name,
    String(series.connections),
    name,
    range(
      each(series, name, ({ perSecond }) => perSecond),
      0,
      '/s',
    ),
    `${each(series, name, ({ cpuMicros }) => cpuMicros).median.toFixed(0)} µs`,
    `${each(series, name, (burst) => latency(burst, 50)).median.toFixed(2)} ms`,
    `${each(series, name, (burst) => latency(burst, 99)).median.toFixed(1)} ms`,
  ]);
}

function range({ median, min, max }: Spread, digits: number, unit: string): string {
  const shown = (value: number) => value.toFixed(digits);
  if (min === max) return `${shown(median)}${unit}`;
  return `${shown(median)}${unit} (${shown(min)} to ${shown(max)})`;
}

/** Three digits or more, never an exponent. */
function threeDigits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_cell, i) => (i === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Burst, Round, Series } from './rounds.ts';
import type { Starts } from './starts.ts';
import { type Spread, spread } from './statistics.ts';

/** Everything that a run has measured. */
export interface Figures {
  readonly series: readonly Series[];
  readonly starts: Starts;
  /** Resident memory of the server after the last round. */
  readonly loadedMiB: number;
  /** How much of the machine other programs took during the rounds, from 0 to 1. */
  readonly others: number;
}

/** The figures as Markdown. */
export function reportOf({ series, starts, loadedMiB, others }: Figures): string {
  const groups = series.flatMap(({ rounds }) => rounds.map(({ server }) => server.taken));
  const created = groups.reduce((sum, taken) => sum + taken, 0);
  const start = spread(starts.times);
  return [
    machine(series, others),
    '',
    '**32 connections**: answers per second against the bare echo.',
    '',
    table(
      ['', 'aim', 'ratio', 'server', 'echo', 'CPU server', 'CPU echo', 'p50', 'p99'],
      series.filter(({ scenario }) => scenario.connections > 1).map(throughputRow),
    ),
    '',
    '**1 connection**: time per create against one fdatasync plus one round trip of the echo.',
    '',
    table(
      ['', 'aim', 'ratio', 'server', 'echo', 'fdatasync', 'CPU server', 'CPU echo', 'p99'],
      series.filter(({ scenario }) => scenario.connections === 1).map(latencyRow),
    ),
    '',
    table(
      ['', 'aim', 'measured'],
      [
        ['process start to first answered create', '< 500 ms', range(start, 0, ' ms')],
        ['resident memory, idle', '< 120 MiB', `${starts.idleMiB.toFixed(0)} MiB`],
        [`resident memory after ${created} creates`, '', `${loadedMiB.toFixed(0)} MiB`],
      ],
    ),
    '',
  ].join('\n');
}

/** Puts the report between the two marks of a document; what is written by hand stays. */
export function writeInto(file: string, report: string): void {
  const [begin, end] = ['<!-- figures -->', '<!-- /figures -->'];
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has lost its marks ${begin} and ${end}`);
  writeFileSync(file, `${text.slice(0, from)}${begin}\n${report}${text.slice(to)}`);
}

function machine(series: readonly Series[], others: number): string {
  const syncs = spread(series.flatMap(({ rounds }) => rounds.map(({ syncMs }) => syncMs)));
  return (
    `${availableParallelism()} cores for server, echo and load together, of which other programs took ` +
    `${Math.round(others * 100)} %; Node ${process.version}, ${process.arch}; an fdatasync took ` +
    `${range(syncs, 2, ' ms')}. ` +
    `Commit ${commit()}, ${new Date().toISOString().slice(0, 10)}. ` +
    `${series[0]?.rounds.length ?? 0} rounds each: median, smallest and largest.`
  );
}

function throughputRow({ scenario, rounds }: Series): string[] {
  const { operation, credential } = scenario;
  return [
    `${operation}, ${credential}`,
    credential === 'token' ? '>= 0.4' : '>= 0.35',
    ratio(rounds, ({ server, echo }) => server.perSecond / echo.perSecond),
    middle(rounds, ({ server }) => server.perSecond, 0, '/s'),
    middle(rounds, ({ echo }) => echo.perSecond, 0, '/s'),
    middle(rounds, ({ server }) => server.cpuMicros, 0, ' µs'),
    middle(rounds, ({ echo }) => echo.cpuMicros, 0, ' µs'),
    middle(rounds, ({ server }) => server.p50, 1, ' ms'),
    middle(rounds, ({ server }) => server.p99, 1, ' ms'),
  ];
}

function latencyRow({ scenario, rounds }: Series): string[] {
  const { operation, credential } = scenario;
  return [
    `${operation}, ${credential}`,
    '<= 1.6',
    ratio(rounds, ({ server, echo, syncMs }) => meanMs(server) / (syncMs + meanMs(echo))),
    middle(rounds, ({ server }) => meanMs(server), 2, ' ms'),
    middle(rounds, ({ echo }) => meanMs(echo), 2, ' ms'),
    middle(rounds, ({ syncMs }) => syncMs, 2, ' ms'),
    middle(rounds, ({ server }) => server.cpuMicros, 0, ' µs'),
    middle(rounds, ({ echo }) => echo.cpuMicros, 0, ' µs'),
    middle(rounds, ({ server }) => server.p99, 1, ' ms'),
  ];
}

/** Time per answer where each request waits for the answer to the one before it. */
function meanMs({ perSecond }: Burst): number {
  return 1000 / perSecond;
}

function ratio(rounds: readonly Round[], of: (round: Round) => number): string {
  return range(spread(rounds.map(of)), 2, '');
}

function middle(
  rounds: readonly Round[],
  of: (round: Round) => number,
  digits: number,
  unit: string,
): string {
  return `${spread(rounds.map(of)).median.toFixed(digits)}${unit}`;
}

function range({ median, min, max }: Spread, digits: number, unit: string): string {
  return `**${median.toFixed(digits)}${unit}** (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map((_cell, i) => (i === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The short name of the commit that was measured, and whether the files differ from it. */
function commit(): string {
  const root = join(import.meta.dirname, '..');
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const changed = git('status', '--porcelain', 'src', 'package-lock.json') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

import type { Burst, Round, Series } from '../load/rounds.ts';
import type { CrowdFigures } from '../parts/crowds.ts';
import type { GitFigures } from '../parts/git.ts';
import type { PermissionFigures } from '../parts/permissions.ts';
import type { StartFigures } from '../parts/starts.ts';
import type { StoreFigures } from '../parts/stores.ts';
import type { SubtreeFigures } from '../parts/subtrees.ts';
import type { Conditions } from './conditions.ts';
import { type Spread, spread } from './statistics.ts';

/** Everything that a run has measured; of a part that was not asked for, nothing. */
export interface Figures {
  readonly conditions: Conditions;
  /** How much of the machine other programs took during each part, from 0 to 1. */
  readonly others: Readonly<Record<string, number>>;
  readonly starts?: StartFigures;
  readonly creates?: readonly Series[];
  readonly permissions?: PermissionFigures;
  readonly stores?: StoreFigures;
  readonly reads?: readonly Series[];
  readonly crowds?: CrowdFigures;
  readonly subtrees?: SubtreeFigures;
  readonly git?: GitFigures;
}

/** Everyone who takes part in one of the series. */
export function contendersOf(series: readonly Series[]): string[] {
  const bursts = series.flatMap(({ rounds }) => rounds.slice(0, 1).map((round) => round.bursts));
  return [...new Set(bursts.flatMap((each) => Object.keys(each)))];
}

/** Whether a contender takes part in a series. */
export function takesPart({ rounds }: Series, contender: string): boolean {
  return rounds.every(({ bursts }) => bursts[contender] !== undefined);
}

/** The burst of a contender. Throws where it took no part. */
export function burstOf(round: Round, contender: string): Burst {
  const burst = round.bursts[contender];
  if (!burst) throw new Error(`${contender} took no part`);
  return burst;
}

/** A value of each of a contender's bursts. */
export function each(
  { rounds }: Series,
  contender: string,
  value: (burst: Burst) => number,
): Spread {
  return spread(rounds.map((round) => value(burstOf(round, contender))));
}

/** A value of each round. */
export function eachRound({ rounds }: Series, value: (round: Round) => number): Spread {
  return spread(rounds.map(value));
}

/** How many times as many answers one contender gave in a second as the other, round by round. */
export function ratio(series: Series, one: string, other: string): Spread {
  return eachRound(
    series,
    (round) => burstOf(round, one).perSecond / burstOf(round, other).perSecond,
  );
}

/** Time per answer in ms where each request waits for the answer to the one before it. */
export function meanMs({ perSecond }: Burst): number {
  return 1000 / perSecond;
}

/** How many processor cores were in use for that much time per answer, in µs. */
export function coresFor({ perSecond }: Burst, micros: number): number {
  return (perSecond * micros) / 1e6;
}

/** The latency in ms within which so many percent of the answers came. */
export function latency(burst: Burst, percent: number): number {
  return burst.latencies.find(([each]) => each === percent)?.[1] ?? Number.NaN;
}

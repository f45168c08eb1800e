import type { Warmth } from './load/rounds.ts';

/** How much is measured. */
export interface Plan {
  readonly rounds: number;
  /** Length of a burst. */
  readonly seconds: number;
  readonly warmUp: Warmth;
  readonly starts: number;
  /** CodeArts projects for the creates; fewer on the slower store. */
  readonly sites: number;
  readonly postgresSites: number;
  readonly connections: readonly number[];
  /** Numbers of repository groups, smallest first. */
  readonly crowds: readonly number[];
  /** Trees of 1,000 groups, and how many of them are deleted. */
  readonly trees: number;
  readonly deletions: number;
}

/** What every part of the bench works with. */
export interface Bench {
  readonly plan: Plan;
  /** A folder of the part's own, on a disk. */
  readonly directory: string;
  progress(text: string): void;
}

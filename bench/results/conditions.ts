import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Under which conditions a run was made. */
export interface Conditions {
  readonly cores: number;
  readonly node: string;
  readonly arch: string;
  /** Short name, and whether the sources differ from it. */
  readonly commit: string;
  readonly date: string;
  readonly minutes: number;
}

/** The conditions of a run that began at `began`, by `performance.now()`. */
export function conditions(began: number): Conditions {
  return {
    cores: availableParallelism(),
    node: process.version,
    arch: process.arch,
    commit: commit(),
    date: new Date().toISOString().slice(0, 10),
    minutes: (performance.now() - began) / 60_000,
  };
}

function commit(): string {
  const root = join(import.meta.dirname, '..', '..');
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const changed = git('status', '--porcelain', 'src', 'package-lock.json') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

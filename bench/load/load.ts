import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a burst of load brought. */
export interface Load {
  /** Requests taken from the supply; the last ones may not have been answered. */
  readonly taken: number;
  readonly answered: number;
  readonly seconds: number;
  /** Mean size of an answer with its headers. */
  readonly answerBytes: number;
  /** Percentages, and the latency in ms within which so many of the answers came. */
  readonly latencies: readonly (readonly [percent: number, ms: number])[];
}

const run = promisify(execFile);

/** Has wrk at hand: installs Debian's where there is none and the user may. */
export function requireGenerator(): void {
  if (isInstalled()) return;
  try {
    const install = 'apt-get update && apt-get install --yes wrk';
    execFileSync('sh', ['-c', install], { stdio: 'ignore' });
  } catch {
    throw new Error('the load comes from wrk: install it with `apt-get install wrk`, as root');
  }
}

function isInstalled(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v wrk']);
    return true;
  } catch {
    return false;
  }
}

/** Puts requests into a file for wrk, and has the disk done with it before anything is measured. */
export function store(requests: readonly string[], file: string): void {
  const lines = requests.map((request) => `${String(request.length).padStart(6, '0')}${request}`);
  writeFileSync(file, lines.join(''), { encoding: 'latin1', flush: true });
}

/**
 * Sends the requests of `file` over so many connections for some whole seconds, each connection
 * waiting for its answer. Throws when a connection broke or an answer was no success.
 */
export async function load(
  port: number,
  file: string,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Load> {
  const words = [
    '--threads=1',
    // Slow is not broken.
    '--timeout=10s',
    `--connections=${connections}`,
    `--duration=${seconds}s`,
    `--script=${join(import.meta.dirname, 'load.lua')}`,
    `http://127.0.0.1:${port}`,
    '--',
    file,
  ];
  const { stdout } = await run('wrk', words, { timeout: (seconds + 30) * 1000 });
  const line = stdout.split('\n').find((each) => each.startsWith('{'));
  if (!line) throw new Error(`wrk has told nothing:\n${stdout}`);
  const { refused, broken, ...result } = JSON.parse(line) as Load & Record<Failures, number>;
  if (refused > 0 || broken > 0) {
    throw new Error(`${refused} answers were no success, ${broken} connections broke`);
  }
  return result;
}

type Failures = 'refused' | 'broken';

/** Loads that ran at the same time, as one; of the latencies each is the longest of theirs. */
export function merged(loads: readonly Load[]): Load {
  const total = (value: (load: Load) => number) =>
    loads.reduce((sum, load) => sum + value(load), 0);
  const answered = total((load) => load.answered);
  return {
    taken: total((load) => load.taken),
    answered,
    seconds: Math.max(...loads.map(({ seconds }) => seconds)),
    answerBytes: total((load) => load.answerBytes * load.answered) / answered,
    latencies: (loads[0]?.latencies ?? []).map(([percent], i) => [
      percent,
      Math.max(...loads.map(({ latencies }) => latencies[i]?.[1] ?? Number.NaN)),
    ]),
  };
}

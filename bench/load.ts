import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Supply } from './requests.ts';

/** What a burst of load brought. */
export interface Load {
  /** Requests taken from the supply; the last ones may not have been answered. */
  readonly taken: number;
  readonly answered: number;
  readonly seconds: number;
  /** Mean size of an answer with its headers. */
  readonly answerBytes: number;
  /** Latencies in ms. */
  readonly p50: number;
  readonly p99: number;
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
export function store(supply: Supply, file: string): void {
  writeFileSync(file, supply.bytes, { flush: true });
}

/**
 * Sends the requests of `file` over so many connections for some whole seconds, each connection
 * waiting for its answer. Throws when a connection broke or an answer was no success.
 */
export async function load(
  port: number,
  file: string,
  { requestBytes }: Supply,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Load> {
  const { stdout } = await run('wrk', [
    '--threads=1',
    `--connections=${connections}`,
    `--duration=${seconds}s`,
    `--script=${join(import.meta.dirname, 'load.lua')}`,
    `http://127.0.0.1:${port}`,
    '--',
    file,
    String(requestBytes),
  ]);
  const line = stdout.split('\n').find((each) => each.startsWith('{'));
  if (!line) throw new Error(`wrk has told nothing:\n${stdout}`);
  const result = JSON.parse(line) as Load & { refused: number; broken: number };
  const { refused, broken } = result;
  if (refused > 0 || broken > 0) {
    throw new Error(`${refused} answers were no success, ${broken} connections broke`);
  }
  return result;
}

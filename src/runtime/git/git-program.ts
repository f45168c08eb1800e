import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { GitUnavailable } from '../../domain/repositories/index.ts';
import { Turns } from './turns.ts';

/** The first that syncs all that it is told to (`core.fsync`). */
const oldestVersion = [2, 36] as const;

/** How long a process that was told to end may take to clear up, in ms. */
const clearingUp = 3000;

/** How much of what a process says on standard error is kept, in bytes. */
const errorsKept = 4096;

/** Has the checks of objects pass what is harmless, and in the history of many a project. */
function ignoringHarmless(checks: 'fsck' | 'receive.fsck'): Record<string, string> {
  const faults = ['badTimezone', 'missingSpaceBeforeDate', 'zeroPaddedFilemode'];
  return Object.fromEntries(faults.map((fault) => [`${checks}.${fault}`, 'ignore']));
}

/**
 * What every process of git is told, whatever a repository's own file says: everything is synced, no
 * hook of a repository runs, pushed objects stay in the pack that they come in, and nothing tidies up
 * by itself. `safe.directory`: the data directory is ours, whoever owns it.
 */
const settings = {
  'core.fsync': 'all',
  'core.fsyncMethod': 'fsync',
  'core.hooksPath': '/dev/null',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'receive.autogc': 'false',
  'receive.unpackLimit': '1',
  'receive.fsckObjects': 'true',
  ...ignoringHarmless('receive.fsck'),
  'receive.denyDeleteCurrent': 'refuse',
  'receive.advertisePushOptions': 'false',
  'repack.writeBitmaps': 'false',
  'safe.directory': '*',
  'uploadpack.allowFilter': 'true',
} as const;

export interface GitLimits {
  /** Processes that run at once. */
  readonly most: number;
  /** How many more may wait for one to end. */
  readonly waiting: number;
}

export const defaultGitLimits: GitLimits = { most: 32, waiting: 256 };

/** How a process of git is started. */
export interface GitStart {
  /** What comes with the request that it works for; when it aborts, the process ends. */
  readonly signal?: AbortSignal;
  /** Value of `Git-Protocol`. */
  readonly protocol?: string | undefined;
  readonly settings?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A process of git that runs. */
export interface GitProcess {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly stdout: ChildProcessWithoutNullStreams['stdout'];
  /** Resolves when it has ended and all its output is read. */
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
  /** Ends it and all that it has started; nothing happens when it has ended. */
  kill(): void;
}

/** The git program of the system: so many processes at once, none of which outlives `close`. */
export class GitProgram {
  readonly #turns: Turns;
  readonly #running = new Set<GitProcess>();
  #checked: Promise<void> | undefined;

  constructor(limits: GitLimits) {
    this.#turns = new Turns(limits.most, limits.waiting);
  }

  /** Its version, `2.39.5`. Throws GitUnavailable where it is missing or too old. */
  async version(): Promise<string> {
    const child = spawn('git', ['--version'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = text(child.stdout);
    try {
      await once(child, 'close');
    } catch (error) {
      throw new GitUnavailable(`git cannot be started: ${(error as Error).message}`);
    }
    const version = /\d+\.\d+(\.\d+)?/.exec(await said)?.[0] ?? '0.0';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor, oldestMinor] = oldestVersion;
    if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return version;
    throw new GitUnavailable(`git ${version} is too old: ${oldestVersion.join('.')} is needed`);
  }

  /**
   * Starts git in a repository as soon as it is its turn. Throws GitUnavailable where it is missing
   * or too old, or too many processes wait, and the signal's reason.
   */
  async start(
    repository: string,
    args: readonly string[],
    how: GitStart = {},
  ): Promise<GitProcess> {
    const { signal } = how;
    this.#checked ??= this.version().then(() => undefined);
    try {
      await this.#checked;
    } catch (error) {
      this.#checked = undefined;
      throw error;
    }
    await this.#turns.take(signal);
    const told = Object.entries({ ...settings, ...how.settings });
    const child = spawn(
      'git',
      [...told.flatMap(([name, value]) => ['-c', `${name}=${value}`]), ...args],
      {
        cwd: repository,
        env: {
          ...environment(),
          ...how.environment,
          ...(how.protocol ? { GIT_PROTOCOL: how.protocol } : {}),
        },
        // A group of its own, to be ended as one; a signal to the terminal is not for it.
        detached: true,
      },
    );
    const process = processOf(child);
    this.#running.add(process);
    const abort = () => process.kill();
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    void process.ended.then(() => {
      signal?.removeEventListener('abort', abort);
      this.#running.delete(process);
      this.#turns.leave();
    });
    return process;
  }

  /** What git prints when it is asked something. Throws where it fails. */
  async ask(repository: string, args: readonly string[], how: GitStart = {}): Promise<string> {
    const process = await this.start(repository, args, how);
    process.stdin.end();
    const [said, { code, errors }] = await Promise.all([text(process.stdout), process.ended]);
    if (code === 0) return said.trim();
    throw new Error(`git ${args[0]} failed: ${errors.trim()}`);
  }

  /** Whether a repository has all that its refs lead to, undamaged. Throws GitUnavailable. */
  async isWhole(repository: string): Promise<boolean> {
    const args = ['fsck', '--no-dangling', '--no-progress'];
    const process = await this.start(repository, args, { settings: ignoringHarmless('fsck') });
    process.stdin.end();
    process.stdout.resume();
    return (await process.ended).code === 0;
  }

  /** Ends whatever still runs, and resolves when nothing does. */
  async close(): Promise<void> {
    const running = [...this.#running];
    for (const each of running) each.kill();
    await Promise.all(running.map(({ ended }) => ended));
  }
}

/** Nothing of the server's own environment but where programs are; no configuration of the host. */
function environment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function processOf(child: ChildProcessWithoutNullStreams): GitProcess {
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (said: string) => {
    errors = (errors + said).slice(-errorsKept);
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, errors }));
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, errors: error.message });
    });
  });
  const signal = (name: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, name);
    } catch {
      // It has ended this very moment.
    }
  };
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    kill() {
      signal('SIGTERM');
      // What nobody reads any more would keep it from ending.
      child.stdin.destroy();
      child.stdout.destroy();
      const late = setTimeout(() => signal('SIGKILL'), clearingUp);
      void ended.then(() => clearTimeout(late));
    },
  };
}

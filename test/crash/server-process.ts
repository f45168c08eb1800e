import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { FirstCredentials } from '../../src/domain/installation/index.ts';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly endpoint: string;
  readonly pid: number;
  /** Credentials and a second user, where it was the first start on its directory. */
  readonly first: (FirstCredentials & { readonly colleagueId: string }) | undefined;
  /** Made at a first start that was told to. */
  readonly repository: { readonly uuid: string; readonly path: string } | undefined;
  /** Ends it by SIGKILL: it gets no chance to finish anything. */
  kill(): Promise<void>;
}

/**
 * Bundles the server into `dist` of a directory, laid out like a package, so that it starts in a
 * fraction of the time. Answers the program's file.
 */
export async function bundledServer(directory: string): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const outdir = join(directory, 'dist');
  await build({
    entryPoints: {
      serve: join(import.meta.dirname, 'serve.ts'),
      'checkpoint-worker': join(root, 'src/storage/sqlite/checkpoint-worker.ts'),
    },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  copyFileSync(join(root, 'package.json'), join(directory, 'package.json'));
  return join(outdir, 'serve.js');
}

/** Starts a bundled server on a data directory and waits until it listens. */
export async function startProcess(
  program: string,
  data: string,
  options: {
    readonly nodeFlags?: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
    /** URL of the database that the data is in. */
    readonly database?: string | undefined;
  } = {},
): Promise<ServerProcess> {
  const { nodeFlags = [], database } = options;
  const words = [...nodeFlags, program, data, ...(database === undefined ? [] : [database])];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
  });
  const line = await firstLine(child);
  return {
    ...(JSON.parse(line) as Pick<ServerProcess, 'endpoint' | 'first' | 'repository'>),
    pid: child.pid ?? 0,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`ended with ${code ?? signal}`)));
  });
}

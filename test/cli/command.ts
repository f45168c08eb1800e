import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export const root = join(import.meta.dirname, '..', '..');
export const bin = join(root, 'bin', 'atelier.cjs');

// The tests drive what users run: the built command, brought up to date where it is not.
execFileSync(process.execPath, [join(root, 'scripts', 'set-up.cjs')]);

/** Words that start this Node in the guise of an older one; the file for it is in `scratch`. */
export function olderNode(scratch: string): readonly string[] {
  const disguise = join(scratch, 'older-node.cjs');
  writeFileSync(
    disguise,
    `Object.defineProperty(process, 'version', { value: 'v20.20.2' });
     const versions = { ...process.versions, node: '20.20.2' };
     Object.defineProperty(process, 'versions', { value: versions });`,
  );
  return [process.execPath, '--require', disguise];
}

/** What a process has said, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  /** On top of an environment without any setting of Atelier's. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the command and its launcher are, in place of `node bin/atelier.cjs`. */
  readonly launcher?: readonly string[];
  readonly input?: string;
}

/** A process that runs, and what it says meanwhile. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Both outputs so far. */
  said(): string;
}

/** A running server. */
export interface Serving extends Running {
  readonly endpoint: string;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

const scratch: string[] = [];
const running = new Set<ChildProcess>();

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => once(child, 'close')));
  for (const directory of scratch) rmSync(directory, { recursive: true });
});

/** A new directory that goes with the test file. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'atelier-cli-'));
  scratch.push(directory);
  return directory;
}

/** A new certificate for 127.0.0.1: the words that have it served, and what clients trust (PEM). */
export function selfSigned(scratch: string): { words: readonly string[]; ca: string } {
  const [cert, key] = [join(scratch, 'cert.pem'), join(scratch, 'key.pem')];
  const request = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', '/CN=atelier', '-addext', 'subjectAltName=IP:127.0.0.1'],
    ...['-keyout', key, '-out', cert],
  ];
  execFileSync('openssl', request, { stdio: 'pipe' });
  return { words: ['--tls-cert', cert, '--tls-key', key], ca: readFileSync(cert, 'utf8') };
}

/** Runs the command to its end. */
export function atelier(words: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return start(words, surroundings).ended;
}

/** The JSON that a command prints; throws what it complains of. */
export async function printed<T>(words: readonly string[], surroundings?: Surroundings) {
  const { code, stdout, stderr } = await atelier([...words, '--json'], surroundings);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

/** Starts `atelier serve` on a free port, unless told another, and waits until it says where. */
export async function serve(
  words: readonly string[],
  surroundings: Surroundings = {},
): Promise<Serving> {
  const server = start(['serve', '--port', '0', ...words], surroundings);
  const endpoint = await new Promise<string>((resolve, reject) => {
    server.process.stdout?.on('data', () => {
      const [, where] = /serves (\S+), data in [^\n]*\n[^\n]*are on\./.exec(server.said()) ?? [];
      if (where !== undefined) resolve(where);
    });
    server.ended.then(({ code, stderr }) => reject(new Error(`serve ended, ${code}: ${stderr}`)));
  });
  return {
    ...server,
    endpoint,
    stop(signal = 'SIGTERM') {
      server.process.kill(signal);
      return server.ended;
    },
  };
}

/** Starts a process with its outputs collected. */
export function start(words: readonly string[], surroundings: Surroundings = {}): Running {
  const [command = '', ...before] = surroundings.launcher ?? [process.execPath, bin];
  const child = spawn(command, [...before, ...words], {
    env: { ...plainEnvironment(), ...surroundings.env },
  });
  running.add(child);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  if (surroundings.input !== undefined) child.stdin.end(surroundings.input);
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout: text(stdout), stderr: text(stderr) });
    });
  });
  return { process: child, ended, said: () => text(stdout) + text(stderr) };
}

/** This process's environment without settings of Atelier's and without what npm adds. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => !/^(ATELIER|npm)_/i.test(name)));
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { cpuSecondsOf, procFile } from '../machine/usage.ts';

/** A Node program in a process of its own, with what the system knows of its costs. */
export class MeasuredProcess {
  readonly #process: ChildProcess;
  readonly #logFile: string;

  /** What the program prints goes to `logFile`; it ends with this process at the latest. */
  constructor(argv: readonly string[], logFile: string) {
    const log = openSync(logFile, 'a');
    this.#process = spawn(process.execPath, argv, { stdio: ['ignore', log, log] });
    this.#logFile = logFile;
    closeSync(log);
    const kill = () => this.#process.kill();
    process.once('exit', kill);
    this.#process.once('exit', () => process.off('exit', kill));
  }

  /** Processor time of all its threads so far, in seconds. */
  cpuSeconds(): number {
    return cpuSecondsOf(this.#pid());
  }

  /** Resident memory in MB (millions of bytes). */
  residentMB(): number {
    const kB = Number(/^VmRSS:\s+(\d+) kB$/m.exec(procFile(this.#pid(), 'status'))?.[1]);
    return (kB * 1024) / 1e6;
  }

  async stop(): Promise<void> {
    if (!this.#isRunning()) return;
    this.#process.kill();
    await once(this.#process, 'exit');
  }

  /** Throws with what the program printed if it runs no more. */
  requireRunning(): void {
    if (this.#isRunning()) return;
    throw new Error(`a process has ended:\n${readFileSync(this.#logFile, 'utf8')}`);
  }

  #isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  #pid(): number {
    this.requireRunning();
    if (this.#process.pid === undefined) throw new Error('a process could not be started');
    return this.#process.pid;
  }
}

import { fstat } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** The log is carried over when it has grown by this much; it is then used again from its start. */
const threshold = 16 * 1024 * 1024;
/** The log's size is asked for once in so many commits. */
const commitsBetweenLooks = 256;

/** Keeps the write-ahead log short, on another thread so that no answer waits for it. */
export class Checkpoints {
  readonly #file: string;
  readonly #walFd: number;
  #worker: Worker | undefined;
  #running = false;
  #commits = 0;

  constructor(file: string, walFd: number) {
    this.#file = file;
    this.#walFd = walFd;
  }

  /** To be told of every commit. */
  committed(): void {
    this.#commits += 1;
    if (this.#commits < commitsBetweenLooks || this.#running) return;
    this.#commits = 0;
    this.#running = true;
    fstat(this.#walFd, (error, { size } = { size: 0 } as never) => {
      if (error || size < threshold) this.#running = false;
      else this.#start();
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): void {
    if (!this.#worker) {
      // Beside this file in the sources, beside the bundle when built.
      const name = import.meta.url.endsWith('.ts')
        ? 'checkpoint-worker.ts'
        : 'checkpoint-worker.js';
      this.#worker = new Worker(new URL(`./${name}`, import.meta.url), {
        workerData: { file: this.#file },
      });
      this.#worker.unref();
      this.#worker.on('message', () => {
        this.#running = false;
      });
      // Without checkpoints the log grows, which is slow but safe; the next one tries anew.
      this.#worker.on('error', () => {
        this.#worker = undefined;
        this.#running = false;
      });
    }
    this.#worker.postMessage('checkpoint');
  }
}

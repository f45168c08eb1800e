import { read } from 'node:fs';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

/** The log is carried over when it has grown by this much; it is then used again from its start. */
const threshold = 32 * 1024 * 1024;
/**
 * What a log that starts over keeps of its length: usually all. To write again in place takes a sync
 * half the time that it takes where the file grows.
 */
export const keptLogBytes = 2 * threshold;
/**
 * The log is looked at with a commit, if this long ago at least (ms). Not by a number of commits:
 * few large ones would have it grow, and what is read be sought in all of it.
 */
const betweenLooks = 100;

const readAsync = promisify(read);

/** Keeps the write-ahead log short, on another thread so that no answer waits for it. */
export class Checkpoints {
  readonly #file: string;
  readonly #walFd: number;
  readonly #alone: (work: () => Promise<void>) => Promise<void>;
  #worker: Worker | undefined;
  #running = false;
  #closed = false;
  #lookedAt = 0;

  /** `alone` runs work while nothing is written. */
  constructor(file: string, walFd: number, alone: (work: () => Promise<void>) => Promise<void>) {
    this.#file = file;
    this.#walFd = walFd;
    this.#alone = alone;
  }

  /** To be told of every commit. */
  committed(): void {
    const now = performance.now();
    if (this.#running || now - this.#lookedAt < betweenLooks) return;
    this.#lookedAt = now;
    this.#running = true;
    void isLong(this.#walFd)
      .catch(() => false)
      .then((long) => {
        if (long) return this.#checkpoint();
        this.#running = false;
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  /**
   * Moves most of the log beside the writers, then the rest of it while there are none: only a log
   * of which nothing is left is used again from its start.
   */
  async #checkpoint(): Promise<void> {
    await this.#pass();
    if (this.#closed) return;
    await this.#alone(() => this.#pass());
    this.#running = false;
  }

  #pass(): Promise<void> {
    const worker = this.#started();
    return new Promise((resolve) => {
      const done = () => {
        worker.off('message', done);
        worker.off('exit', done);
        resolve();
      };
      worker.on('message', done);
      worker.on('exit', done);
      worker.postMessage('checkpoint');
    });
  }

  #started(): Worker {
    if (!this.#worker) {
      const name = import.meta.url.endsWith('.ts')
        ? 'checkpoint-worker.ts'
        : 'checkpoint-worker.js';
      this.#worker = new Worker(new URL(`./${name}`, import.meta.url), {
        workerData: { file: this.#file },
      });
      this.#worker.unref();
      this.#worker.on('error', () => {
        this.#worker = undefined;
      });
    }
    return this.#worker;
  }
}

/**
 * Whether the log has come to `threshold` since it started over: then the frame there has the salt of
 * the header, and not that of an earlier round. Source: SQLite, WAL file format.
 */
async function isLong(walFd: number): Promise<boolean> {
  const header = await bytesAt(walFd, 0, 24);
  if (!header) return false;
  const frameBytes = header.readUInt32BE(8) + 24;
  const frame = 32 + Math.floor(threshold / frameBytes) * frameBytes;
  const salts = await bytesAt(walFd, frame + 8, 8);
  return salts?.equals(header.subarray(16)) ?? false;
}

async function bytesAt(fd: number, position: number, length: number): Promise<Buffer | undefined> {
  const { bytesRead, buffer } = await readAsync(fd, Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : undefined;
}

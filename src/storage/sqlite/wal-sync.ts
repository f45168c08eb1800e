import { close, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const fdatasyncAsync = promisify(fdatasync);

/**
 * Makes commits in a write-ahead log durable with few syncs: each is an fdatasync on the thread
 * pool, shared by all whose commit came before it began. The event loop never waits for the disk.
 */
export class WalSync {
  readonly fd: number;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failure: Error | undefined;

  /** `walFile` must exist, with its directory entry synced, and stay as long as this is used. */
  constructor(walFile: string) {
    this.fd = openSync(walFile, 'r');
  }

  /** Set for good once a sync has failed: what the kernel dropped then no later sync brings back. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Resolves once a sync that began after this call is done; rejects when it failed. */
  settled(): Promise<void> {
    if (!this.#running) return this.#start();
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  /** Closes the file once the running sync is done. */
  async close(): Promise<void> {
    await (this.#next ?? this.#running)?.catch(() => undefined);
    await promisify(close)(this.fd);
  }

  #start(): Promise<void> {
    this.#next = undefined;
    this.#running = this.#sync().finally(() => {
      // A sync that was asked for meanwhile has taken the place already.
      if (!this.#next) this.#running = undefined;
    });
    return this.#running;
  }

  async #sync(): Promise<void> {
    if (this.#failure) throw this.#failure;
    try {
      await fdatasyncAsync(this.fd);
    } catch (error) {
      this.#failure = error as Error;
      throw error;
    }
  }
}

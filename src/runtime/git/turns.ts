import { GitUnavailable } from '../../domain/repositories/index.ts';

/** So many at once; more wait in the order in which they came, as many as may. */
export class Turns {
  readonly #most: number;
  readonly #waitingAtMost: number;
  readonly #waiting = new Set<() => void>();
  #now = 0;

  constructor(most: number, waitingAtMost: number) {
    this.#most = most;
    this.#waitingAtMost = waitingAtMost;
  }

  /** To be followed by `leave`. Throws GitUnavailable, and the signal's reason. */
  async take(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#now < this.#most) {
      this.#now += 1;
      return;
    }
    if (this.#waiting.size >= this.#waitingAtMost) {
      throw new GitUnavailable('too many git processes are running');
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.delete(begin);
        reject(signal?.reason);
      };
      const begin = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      signal?.addEventListener('abort', giveUp);
      this.#waiting.add(begin);
    });
  }

  leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#now -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

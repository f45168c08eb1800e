const turn = 0;
const begun = 1;
const done = 2;
const synced = 3;

/**
 * What the threads of one process that have the same file open know of each other: whose turn it is
 * to write, and how many commits have begun, are done, and are known to be on the disk.
 */
export class Sharing {
  /** To be handed to the other threads. */
  readonly buffer: SharedArrayBuffer;
  readonly #cells: BigInt64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(32)) {
    this.buffer = buffer;
    this.#cells = new BigInt64Array(buffer);
  }

  /** Waits, without holding up the event loop, until no other thread writes. */
  async takeTurn(): Promise<void> {
    while (Atomics.compareExchange(this.#cells, turn, 0n, 1n) !== 0n) {
      const left = Atomics.waitAsync(this.#cells, turn, 1n);
      if (left.async) await left.value;
    }
  }

  endTurn(): void {
    Atomics.store(this.#cells, turn, 0n);
    Atomics.notify(this.#cells, turn, 1);
  }

  /** To be called before a commit, so that nobody sees it and does not know that it was begun. */
  committing(): void {
    Atomics.add(this.#cells, begun, 1n);
  }

  /** To be called when a commit is done or has failed, still in its turn. */
  committed(): void {
    Atomics.store(this.#cells, done, Atomics.load(this.#cells, begun));
  }

  /** Whether every commit that anyone can have seen by now is on the disk. */
  get isSettled(): boolean {
    return Atomics.load(this.#cells, begun) === Atomics.load(this.#cells, synced);
  }

  /** Runs a sync that begins now, and notes which commits are on the disk after it. */
  async settle(sync: () => Promise<void>): Promise<void> {
    const covered = Atomics.load(this.#cells, done);
    await sync();
    let known = Atomics.load(this.#cells, synced);
    while (known < covered) {
      const before = Atomics.compareExchange(this.#cells, synced, known, covered);
      if (before === known) return;
      known = before;
    }
  }
}

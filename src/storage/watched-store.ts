import type { Store } from '../domain/store.ts';

/** Is told how long reads and writes took, in seconds, waiting for their turn and sync included. */
export interface StoreWatch {
  read(seconds: number): void;
  write(seconds: number): void;
  /** How many writes wait or run, each time that changes. */
  writing(now: number): void;
}

/** The store, with somebody who watches it. */
export function watchedStore(store: Store, watch: StoreWatch): Store {
  let writing = 0;
  const timed = async <T>(tell: (seconds: number) => void, work: () => Promise<T>) => {
    const began = performance.now();
    try {
      return await work();
    } finally {
      tell((performance.now() - began) / 1000);
    }
  };
  return {
    read: (work) => timed(watch.read, () => store.read(work)),
    consult: (work) => timed(watch.read, () => store.consult(work)),
    async write(work) {
      writing += 1;
      watch.writing(writing);
      try {
        return await timed(watch.write, () => store.write(work));
      } finally {
        writing -= 1;
        watch.writing(writing);
      }
    },
    close: () => store.close(),
  };
}

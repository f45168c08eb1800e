import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ServerConfiguration } from './main.ts';

/** What a further thread of a server needs to know. */
export interface ThreadOrder {
  readonly configuration: ServerConfiguration;
  /** From the data that the first thread has opened. */
  readonly sharing: SharedArrayBuffer;
  /** Where the first thread listens. */
  readonly port: number;
}

/** Further threads that answer requests; the system spreads connections over them. */
export interface ServingThreads {
  /** Lets them finish what they have accepted. */
  stop(): Promise<void>;
}

/** Starts threads that serve beside this one. A fault in one is a fault of the whole process. */
export function startThreads(count: number, order: ThreadOrder): ServingThreads {
  const name = import.meta.url.endsWith('.ts') ? 'serving-thread.ts' : 'serving-thread.js';
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(new URL(`./${name}`, import.meta.url), { workerData: order });
    worker.on('error', (error) => {
      throw error;
    });
    return { worker, serving: once(worker, 'message') };
  });
  return {
    async stop() {
      const stopping = workers.map(async ({ worker, serving }) => {
        await serving;
        worker.postMessage('stop');
        await once(worker, 'exit');
      });
      await Promise.all(stopping);
    },
  };
}

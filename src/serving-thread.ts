import { parentPort, workerData } from 'node:worker_threads';
import { serveBeside } from './main.ts';
import type { ThreadOrder } from './serving-threads.ts';

/** A further thread of a server: answers requests on its port until told to stop. */
const stop = await serveBeside(workerData as ThreadOrder);

parentPort?.once('message', async () => {
  await stop();
  process.exit();
});
parentPort?.postMessage('serving');

import { setTimeout as sleep } from 'node:timers/promises';
import { firstAnswer, type Target } from './server.ts';

/** How fast a server is up, and what it holds when it has nothing to do. */
export interface Starts {
  /** From the start of the process to the first answered request, in ms each. */
  readonly times: readonly number[];
  readonly idleMiB: number;
}

/** Starts the server again and again, each time until it has answered; the last one stays. */
export async function timeStarts(
  count: number,
  start: () => Target,
  nextRequest: () => Uint8Array,
): Promise<{ server: Target; starts: Starts }> {
  const times: number[] = [];
  for (;;) {
    const request = nextRequest();
    const began = performance.now();
    const server = start();
    await firstAnswer(server, request);
    times.push(performance.now() - began);
    if (times.length === count) {
      await sleep(1000);
      return { server, starts: { times, idleMiB: server.process.residentMiB() } };
    }
    await server.process.stop();
  }
}

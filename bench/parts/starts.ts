import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { RequestWriter } from '../load/requests.ts';
import { Creates } from '../load/sources.ts';
import { freePort } from '../load/wire.ts';
import { prepareSites, siteOf } from '../scenes/sites.ts';
import { logIn, startAtelierAt } from '../targets/atelier.ts';
import { firstAnswer } from '../targets/target.ts';

/** How fast a server is up, and what it holds when it has nothing to do. */
export interface StartFigures {
  /** From the start of the process to the first answered create, in ms each. */
  readonly startMs: readonly number[];
  /** Resident memory a second after it. */
  readonly idleMB: readonly number[];
}

/** Starts the server again and again, each time until it has answered. */
export async function measureStarts({ plan, directory, progress }: Bench): Promise<StartFigures> {
  const data = { directory: `${directory}/data` };
  const { caller, sites } = await prepareSites(data, 32);
  const port = await freePort();

  // Not timed: the first start after a build fills the compile cache.
  const fresh = startAtelierAt(port, directory, data);
  const writer = new RequestWriter(caller, port, await logIn(fresh, caller));
  await fresh.process.stop();

  progress(`starting the server ${plan.starts} times`);
  const creates = new Creates('CreateJobGroup', (serial) => siteOf(sites, serial));
  const source = creates.fresh(writer, 'token');
  const startMs: number[] = [];
  const idleMB: number[] = [];
  for (let i = 0; i < plan.starts; i++) {
    const [request = ''] = source.next(1);
    const began = performance.now();
    const server = startAtelierAt(port, directory, data);
    await firstAnswer(server, request);
    startMs.push(performance.now() - began);
    source.sent(1);
    await sleep(1000);
    idleMB.push(server.process.residentMB());
    await server.process.stop();
  }
  return { startMs, idleMB };
}

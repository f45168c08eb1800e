import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atOnce, loggedIn } from '../concurrency/client.ts';
import { compiledFaults, type Errno, faultsUnder } from '../crash/disk-faults.ts';
import { inFile } from '../crash/kept-data.ts';
import { startProcess } from '../crash/server-process.ts';
import { storedGroups } from '../crash/stored-groups.ts';
import type { Random } from '../properties/random.ts';

const errnos: readonly Errno[] = ['ENOSPC', 'EROFS', 'EIO'];
const clients = 16;

/**
 * Until a moment, lets the disk fail and recover, or be slow, while groups are created; then compares
 * what was answered with what is there. Throws AssertionError.
 */
export async function failingDisk(program: string, place: string, random: Random, until: number) {
  const data = join(place, 'failing');
  mkdirSync(data);
  const faults = faultsUnder(compiledFaults(place), `${data}.faults`, data);
  const server = await startProcess(program, data, { env: faults.env });
  try {
    const { first } = server;
    if (!first) throw new Error('the first start gave no credentials');
    const send = await loggedIn(server.endpoint, first);
    const answered: string[] = [];
    let refused = 0;
    let rounds = 0;
    for (; Date.now() < until; rounds += 1) {
      let busy = true;
      const work = atOnce(clients, async (client) => {
        for (let i = 0; busy; i += 1) {
          const name = `${rounds}-${client}-${i}`;
          const { status } = await send('POST', `/v4/${first.projectId}/groups`, { name });
          assert.ok(status === 201 || status === 500, String(status));
          if (status === 201) answered.push(name);
          else refused += 1;
        }
      });
      await sleep(random.below(200));
      if (rounds % 2 === 0) faults.failWrites(random.pick(errnos), random.below(30));
      else faults.slowSyncs(random.pick([5, 20]));
      await sleep(100 + random.below(200));
      faults.mend();
      const before = answered.length;
      while (answered.length < before + clients) await sleep(1);
      busy = false;
      await work;
    }
    await server.kill();
    const stored = await storedGroups(inFile(join(data, 'atelier.db')), first);
    assert.deepEqual(stored.faults, []);
    assert.deepEqual(stored.names, new Set(answered));
    return { rounds, answered: answered.length, refused };
  } finally {
    await server.kill();
  }
}

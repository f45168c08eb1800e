import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atOnce, loggedIn } from '../concurrency/client.ts';
import { startProcess } from '../crash/server-process.ts';

const clients = 16;
/** Of the time, before memory is looked at: caches fill, and code is compiled. */
const warmUpShare = 0.5;
const looks = 100;

/** Until a moment, creates groups and deletes them again, and looks at the server's memory. */
export async function steadyLoad(program: string, place: string, until: number) {
  const data = join(place, 'steady');
  const begun = Date.now();
  const server = await startProcess(program, data);
  try {
    const { first } = server;
    if (!first) throw new Error('the first start gave no credentials');
    const send = await loggedIn(server.endpoint, first);
    const groups = `/v4/${first.projectId}/groups`;
    let changes = 0;
    let busy = true;
    const work = atOnce(clients, async (client) => {
      for (let i = 0; busy; i += 1) {
        const { status, body } = await send('POST', groups, { name: `group-${client}-${i}` });
        assert.equal(status, 201);
        assert.equal((await send('GET', `${groups}/${body.id}`)).status, 200);
        assert.ok((await send('DELETE', `${groups}/${body.id}`)).status < 300);
        changes += 2;
      }
    });
    const from = begun + warmUpShare * (until - begun);
    const samples: { readonly hours: number; readonly mb: number }[] = [];
    let longestLogMb = 0;
    while (Date.now() < until) {
      await Promise.race([sleep((until - begun) / looks), work]);
      const now = Date.now();
      longestLogMb = Math.max(longestLogMb, statSync(join(data, 'atelier.db-wal')).size / 2 ** 20);
      if (now >= from)
        samples.push({ hours: (now - from) / 3_600_000, mb: residentMb(server.pid) });
    }
    busy = false;
    await work;
    return {
      changes,
      minutes: (until - from) / 60_000,
      firstMb: samples.at(0)?.mb ?? 0,
      lastMb: samples.at(-1)?.mb ?? 0,
      slopeMbPerHour: slope(samples.map(({ hours, mb }) => [hours, mb])),
      longestLogMb,
    };
  } finally {
    await server.kill();
  }
}

function residentMb(pid: number): number {
  const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}

/** Of the straight line nearest to the points. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([a]) => a)), mean(points.map(([, b]) => b))];
  const covariance = mean(points.map(([a, b]) => (a - x) * (b - y)));
  return covariance / mean(points.map(([a]) => (a - x) ** 2));
}

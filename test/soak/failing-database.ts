import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atOnce, loggedIn } from '../concurrency/client.ts';
import { inPostgres } from '../crash/kept-data.ts';
import { startProcess } from '../crash/server-process.ts';
import { storedGroups } from '../crash/stored-groups.ts';
import { cutConnections } from '../postgres/cut-connections.ts';
import type { PostgresServer } from '../postgres/server.ts';
import type { Random } from '../properties/random.ts';

const clients = 16;
/** However long the start takes. */
const leastRounds = 10;

/**
 * Until a moment, and some times at least, crashes and restarts PostgreSQL, or cuts all connections to it, while groups are
 * created; then compares what was answered with what is there. Throws AssertionError.
 */
export async function failingDatabase(
  program: string,
  place: string,
  postgres: PostgresServer,
  random: Random,
  until: number,
) {
  const url = postgres.url('failing');
  const server = await startProcess(program, join(place, 'failing-database'), { database: url });
  try {
    const { first } = server;
    if (!first) throw new Error('the first start gave no credentials');
    const send = await loggedIn(server.endpoint, first);
    const answered = new Set<string>();
    /** Of whom nobody knows whether they were committed. */
    const unknown = new Set<string>();
    let refused = 0;
    let rounds = 0;
    for (; rounds < leastRounds || Date.now() < until; rounds += 1) {
      let busy = true;
      const work = atOnce(clients, async (client) => {
        for (let i = 0; busy; i += 1) {
          const name = `${rounds}-${client}-${i}`;
          const { status } = await send('POST', `/v4/${first.projectId}/groups`, { name });
          assert.ok([201, 500, 503].includes(status), String(status));
          if (status === 201) answered.add(name);
          else if (status === 500) unknown.add(name);
          else refused += 1;
        }
      });
      // It is awaited below; until then a failure must not end the process, and leave PostgreSQL.
      work.catch(() => undefined);
      await sleep(random.below(200));
      if (rounds % 4 === 0) await postgres.restart();
      else await cutConnections(url);
      const wanted = answered.size + clients;
      while (busy && answered.size < wanted) await Promise.race([sleep(1), work]);
      busy = false;
      await work;
    }
    await server.kill();
    const { names, faults } = await storedGroups(inPostgres(url), first);
    assert.deepEqual(faults, []);
    const missing = [...answered].filter((name) => !names.has(name));
    assert.deepEqual(missing, []);
    const unexplained = [...names].filter((name) => !answered.has(name) && !unknown.has(name));
    assert.deepEqual(unexplained, []);
    return { rounds, answered: answered.size, unknown: unknown.size, refused };
  } finally {
    await server.kill();
  }
}

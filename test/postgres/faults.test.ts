import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { openPostgresStore } from '../../src/storage/index.ts';
import type { Credentials } from '../cli/calls.ts';
import { printed, type Serving, scratchDirectory, serve } from '../cli/command.ts';
import { type Answer, atOnce, loggedIn, type Send, tally } from '../concurrency/client.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { cutConnections } from './cut-connections.ts';
import { type PostgresServer, startPostgres } from './server.ts';

const kind = treeKinds(defaultTreeLimits).repositoryGroup;

let postgres: PostgresServer;
let servers: Serving[];
let root: Credentials;
let sends: Send[];
beforeAll(async () => {
  postgres = await startPostgres();
  const place = ['--data', scratchDirectory(), '--database', postgres.url('postgres')];
  root = await printed<Credentials>(['init', ...place]);
  const { domain_name: domainName, user_name: userName, password, region } = root;
  servers = await Promise.all([0, 1].map(() => serve(place)));
  const login = { domainName, userName, password, region };
  sends = await Promise.all(servers.map(({ endpoint }) => loggedIn(endpoint, login)));
}, 60_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await postgres.stop();
});

/** What clients were told while the database had its troubles. */
interface Told {
  /** Of the names. */
  readonly prefix: string;
  /** Ids by name of all that was answered with 201. */
  readonly made: Map<string, string>;
  /** Names of which nobody knows: the answer was a failure. */
  readonly failed: Set<string>;
  readonly failures: Answer[];
}

/** Creates groups at both servers, and reads now and then, until told to stop. */
function load(clients: number, told: Told, go: { on: boolean }): Promise<unknown> {
  return atOnce(clients, async (i) => {
    const send = sends[i % sends.length]!;
    for (let round = 0; go.on; round += 1) {
      const name = `${told.prefix.replaceAll(' ', '-')}-${i}-${round}`;
      const answer = await send('POST', `/v4/${root.project_id}/groups`, { name });
      if (answer.status === 201) told.made.set(name, String(answer.body.id));
      else {
        told.failed.add(name);
        told.failures.push(answer);
      }
      const seen = await send('GET', `/v4/projects/${root.project_id}/subgroups-and-repositories`);
      if (seen.status !== 200) told.failures.push(seen);
    }
  });
}

async function shown(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let offset = 0, total = 1; offset < total; offset += 100) {
    const path = `/v4/groups/list?order_by=id&limit=100&offset=${offset}`;
    const { headers, body } = await sends[0]!('GET', path);
    total = Number(headers.get('x-total'));
    for (const { id, name } of body) found.set(name, String(id));
  }
  return found;
}

const troubles: readonly [string, () => Promise<void>][] = [
  ['connections are cut', () => cutConnections(postgres.url('postgres'))],
  ['the database crashes and comes back', () => postgres.restart()],
];

it.each(troubles)(
  'nothing acknowledged is lost and nothing failed is a success when %s',
  {
    timeout: 60_000,
  },
  async (name, trouble) => {
    const told: Told = { prefix: name, made: new Map(), failed: new Set(), failures: [] };
    const before = await shown();
    const go = { on: true };
    const working = load(8, told, go);
    /** Shows that it goes on by itself, too. */
    const more = async (count: number) => {
      for (const wanted = told.made.size + count; told.made.size < wanted; ) await sleep(10);
    };
    for (let i = 0; i < 6; i += 1) {
      await more(10);
      await trouble();
    }
    await more(10);
    go.on = false;
    await working;

    for (const { status, body, headers } of told.failures) {
      expect([500, 503]).toContain(status);
      expect(body).toMatchObject({ error_code: expect.any(String), error_msg: expect.any(String) });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    }
    const found = await shown();
    expect([...told.made].filter(([group, id]) => found.get(group) !== id)).toEqual([]);
    const explained = new Set([...before.keys(), ...told.made.keys(), ...told.failed]);
    expect([...found.keys()].filter((group) => !explained.has(group))).toEqual([]);
    const store = await openPostgresStore(postgres.url('postgres'));
    const where = { domainId: root.domain_id, projectId: root.project_id };
    expect(await treeFaults(store, kind, where)).toEqual([]);
    await store.close();
    const failures = tally(told.failures.map(({ status }) => String(status)));
    console.log(`${name}: ${told.made.size} groups made, failures:`, failures);
  },
);

it('without its database it answers 503 in the words of the service, and recovers by itself', async () => {
  const crashed = await postgres.crash();
  const answers = await atOnce(2, (i) => sends[i]!('GET', '/v4/groups/list'));
  await crashed.start();
  for (const { status, body, headers } of answers) {
    expect({ status, body }).toMatchObject({
      status: 503,
      body: { error_code: expect.stringMatching(/^CH\./), error_msg: expect.any(String) },
    });
    expect(headers.get('retry-after')).toBe('1');
  }
  expect((await sends[0]!('GET', '/v4/groups/list')).status).toBe(200);
}, 60_000);

import type { Bench } from '../bench.ts';
import { RequestWriter } from '../load/requests.ts';
import { type Contender, runRounds, type Scenario, type Series, warmUp } from '../load/rounds.ts';
import { Creates, type Source } from '../load/sources.ts';
import { spread } from '../results/statistics.ts';
import { prepareSites, siteOf } from '../scenes/sites.ts';
import { logIn, startAtelier } from '../targets/atelier.ts';
import { openDetour } from '../targets/detour.ts';
import { startDatabase, timeQueries } from '../targets/postgres.ts';
import { firstAnswer } from '../targets/target.ts';

/** CreateGroup with a token, on each store and at different numbers of connections. */
export interface StoreFigures {
  readonly series: readonly Series[];
  /** Transactions of PostgreSQL that were lost to a conflict and run again, per create. */
  readonly conflicts: number;
  /** For how many answers of PostgreSQL a create waits, one after the other; by each try. */
  readonly roundTrips: readonly number[];
  /** Time of a trivial query of PostgreSQL over one connection, in ms each. */
  readonly queryMs: readonly number[];
}

/** How much further away PostgreSQL is made to see how often a create goes there, in ms. */
const distanceMs = 20;
const createsEach = 15;
const queries = 500;

/** Creates on SQLite, and on PostgreSQL by one server process and by two. */
export async function measureStores(bench: Bench): Promise<StoreFigures> {
  const { plan, directory, progress } = bench;
  const sqlite = await onSqlite(bench);
  const postgres = await onPostgres(bench);
  const scenarios = plan.connections.map(
    (connections): Scenario => ({
      name: 'CreateGroup, token',
      connections,
      sameBytes: true,
      contenders: [sqlite, ...postgres.contenders].filter(
        ({ targets }) => targets.length <= connections,
      ),
    }),
  );
  progress('warming up');
  await warmUp(directory, scenarios.slice(-1), plan.warmUp);
  const before = await postgres.database.rollbacks();
  const series = await runRounds(directory, scenarios, { ...plan, seconds: 1 }, progress);
  const targets = new Set([sqlite, ...postgres.contenders].flatMap((each) => each.targets));
  await Promise.all([...targets].map(({ process }) => process.stop()));
  const lost = (await postgres.database.rollbacks()) - before;
  const { roundTrips, queryMs } = await postgres.distances();
  await postgres.database.stop();
  return { series, conflicts: lost / answersOf(series, postgres.contenders), roundTrips, queryMs };
}

function answersOf(series: readonly Series[], contenders: readonly Contender[]): number {
  const rounds = series.flatMap((each) => each.rounds);
  const each = rounds.flatMap(({ bursts }) => contenders.map(({ name }) => bursts[name]));
  return each.reduce((total, burst) => total + (burst?.answered ?? 0), 0);
}

async function onSqlite({ plan, directory, progress }: Bench): Promise<Contender> {
  const data = { directory: `${directory}/sqlite` };
  progress(`preparing ${plan.sites} projects on SQLite`);
  const { caller, sites } = await prepareSites(data, plan.sites);
  const target = await startAtelier(directory, data);
  const writer = new RequestWriter(caller, target.port, await logIn(target, caller));
  const creates = new Creates('CreateGroup', (serial) => siteOf(sites, serial));
  return { name: 'SQLite', targets: [target], source: creates.fresh(writer, 'token') };
}

/** The process of the first contender is one of the two of the second. */
async function onPostgres({ plan, directory, progress }: Bench) {
  const database = await startDatabase();
  const data = { directory: `${directory}/postgres`, database: database.url };
  progress(`preparing ${plan.postgresSites} projects on PostgreSQL`);
  const { caller, sites } = await prepareSites(data, plan.postgresSites);
  const [one, other] = [await startAtelier(directory, data), await startAtelier(directory, data)];
  // The requests of both have the same Host, as behind a load balancer.
  const writer = new RequestWriter(caller, one.port, await logIn(one, caller));
  await logIn(other, caller);
  const creates = new Creates('CreateGroup', (serial) => siteOf(sites, serial));
  const source = creates.fresh(writer, 'token');
  const contenders: Contender[] = [
    { name: 'PostgreSQL, 1 process', targets: [one], database, source },
    { name: 'PostgreSQL, 2 processes', targets: [one, other], database, source },
  ];
  const distances = async () => ({
    roundTrips: await countRoundTrips(directory, data, source),
    queryMs: await timeQueries(database.url, queries),
  });
  return { database, contenders, distances };
}

/** Tells by how much longer a create takes, one at a time, when PostgreSQL is further away. */
async function countRoundTrips(
  directory: string,
  data: { readonly directory: string; readonly database: string },
  source: Source,
): Promise<number[]> {
  const detour = await openDetour(data.database);
  const target = await startAtelier(directory, { ...data, database: detour.url });
  const requests = source.next(3 * createsEach);
  const timeCreates = async (from: number) => {
    const times: number[] = [];
    for (const request of requests.slice(from, from + createsEach)) {
      const began = performance.now();
      await firstAnswer(target, request);
      times.push(performance.now() - began);
    }
    return times;
  };
  // The first ones connect and compile.
  await timeCreates(0);
  const near = spread(await timeCreates(createsEach)).median;
  detour.delayMs += distanceMs;
  const far = await timeCreates(2 * createsEach);
  source.sent(requests.length);
  await target.process.stop();
  detour.close();
  return far.map((ms) => (ms - near) / distanceMs);
}

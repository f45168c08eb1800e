import type { Bench } from '../bench.ts';
import { RequestWriter } from '../load/requests.ts';
import { type Contender, runRounds, type Scenario, type Series } from '../load/rounds.ts';
import { Creates } from '../load/sources.ts';
import { prepareSites, siteOf } from '../scenes/sites.ts';
import { logIn, startAtelier } from '../targets/atelier.ts';

/** CreateGroup with a token, on each store and at different numbers of connections. */
export async function measureStores(bench: Bench): Promise<Series[]> {
  const { plan, directory, progress } = bench;
  progress(`preparing ${plan.sites} projects`);
  const contenders = [await onSqlite(bench)];
  const scenarios = plan.connections.map(
    (connections): Scenario => ({
      name: 'CreateGroup, token',
      connections,
      sameBytes: true,
      contenders,
    }),
  );
  progress('warming up');
  const warmUp = { rounds: 1, seconds: plan.warmUpSeconds };
  await runRounds(directory, scenarios.slice(-1), warmUp, () => undefined);
  const series = await runRounds(directory, scenarios, { ...plan, seconds: 1 }, progress);
  await Promise.all(contenders.map(({ target }) => target.process.stop()));
  return series;
}

async function onSqlite({ plan, directory }: Bench): Promise<Contender> {
  const data = `${directory}/data`;
  const { caller, sites } = await prepareSites(data, plan.sites);
  const target = await startAtelier(directory, data);
  const writer = new RequestWriter(caller, target.port, await logIn(target, caller));
  const creates = new Creates('CreateGroup', (serial) => siteOf(sites, serial));
  return { name: 'SQLite', target, source: creates.fresh(writer, 'token') };
}

import type { Bench } from '../bench.ts';
import { RequestWriter } from '../load/requests.ts';
import { runRounds, type Scenario, type Series } from '../load/rounds.ts';
import { type CreateName, Creates } from '../load/sources.ts';
import { shareOfOthers } from '../machine/usage.ts';
import { prepareSites, siteOf } from '../scenes/sites.ts';
import { logIn, startAtelier } from '../targets/atelier.ts';
import { startEcho } from '../targets/echo.ts';
import { startPrism } from '../targets/prism.ts';

export interface CreateFigures {
  readonly series: readonly Series[];
  /** How much of the machine other programs took during the rounds, from 0 to 1. */
  readonly others: number;
}

const operations = ['CreateJobGroup', 'CreateGroup'] as const;
const credentials = ['token', 'AK/SK'] as const;

/** Creates by the server, beside an echo of the same bytes and Prism mocking them. */
export async function measureCreates(bench: Bench): Promise<CreateFigures> {
  const { plan, directory, progress } = bench;
  progress(`preparing ${plan.sites} projects`);
  const data = `${directory}/data`;
  const { caller, sites } = await prepareSites(data, plan.sites);
  const server = await startAtelier(directory, data);
  const writer = new RequestWriter(caller, server.port, await logIn(server, caller));
  const supplies = {
    CreateJobGroup: new Creates('CreateJobGroup', (serial) => siteOf(sites, serial)),
    CreateGroup: new Creates('CreateGroup', (serial) => siteOf(sites, serial)),
  };
  const one = (operation: CreateName) => {
    const source = supplies[operation].fresh(writer, 'token');
    const [request = ''] = source.next(1);
    source.sent(1);
    return request;
  };
  const echoes = {
    CreateJobGroup: await startEcho(directory, server, one('CreateJobGroup')),
    CreateGroup: await startEcho(directory, server, one('CreateGroup')),
  };
  const prism = await startPrism(directory, server, operations, one('CreateGroup'));

  const scenarios = [32, 1].flatMap((connections) =>
    operations.flatMap((operation) =>
      credentials.map((credential): Scenario => {
        const supply = supplies[operation];
        const again = supply.sample(writer, credential);
        return {
          name: `${operation}, ${credential}`,
          connections,
          sameBytes: true,
          contenders: [
            { name: 'server', target: server, source: supply.fresh(writer, credential) },
            { name: 'echo', target: echoes[operation], source: again },
          ],
        };
      }),
    ),
  );
  const mocked = operations.map((operation): Scenario => {
    const supply = supplies[operation];
    return {
      name: `${operation}, token, mocked`,
      connections: 32,
      sameBytes: false,
      contenders: [
        { name: 'server', target: server, source: supply.fresh(writer, 'token') },
        { name: 'Prism', target: prism, source: supply.sample(writer, 'token') },
      ],
    };
  });

  progress('warming up');
  const all = [...scenarios, ...mocked];
  const busy = all.filter(({ connections }) => connections > 1);
  const warmUp = { rounds: 1, seconds: plan.warmUpSeconds };
  await runRounds(directory, busy, warmUp, () => undefined);
  const processes = [server, ...Object.values(echoes), prism].map(({ process }) => process);
  const share = shareOfOthers(processes);
  const series = await runRounds(directory, all, plan, progress);
  const others = share();
  await Promise.all(processes.map((process) => process.stop()));
  return { series, others };
}

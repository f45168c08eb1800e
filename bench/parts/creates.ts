import type { Bench } from '../bench.ts';
import { RequestWriter } from '../load/requests.ts';
import { runRounds, type Scenario, type Series, warmUp } from '../load/rounds.ts';
import { type CreateName, Creates } from '../load/sources.ts';
import { prepareSites, siteOf } from '../scenes/sites.ts';
import { logIn, startAtelier } from '../targets/atelier.ts';
import { startEcho } from '../targets/echo.ts';
import { startPrism } from '../targets/prism.ts';

const operations = ['CreateJobGroup', 'CreateGroup'] as const;
const credentials = ['token', 'AK/SK'] as const;

/** Creates by the server, beside an echo of the same bytes and Prism mocking them. */
export async function measureCreates(bench: Bench): Promise<Series[]> {
  const { plan, directory, progress } = bench;
  progress(`preparing ${plan.sites} projects`);
  const data = { directory: `${directory}/data` };
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

  const scenarios = (connections: number) =>
    operations.flatMap((operation) =>
      credentials.map((credential): Scenario => {
        const supply = supplies[operation];
        const again = supply.sample(writer, credential);
        return {
          name: `${operation}, ${credential}`,
          connections,
          sameBytes: true,
          contenders: [
            { name: 'server', targets: [server], source: supply.fresh(writer, credential) },
            { name: 'echo', targets: [echoes[operation]], source: again },
          ],
        };
      }),
    );
  const together = scenarios(32);
  const alone = scenarios(1);
  const mocked = operations.map((operation): Scenario => {
    const supply = supplies[operation];
    return {
      name: `${operation}, token, mocked`,
      connections: 32,
      sameBytes: false,
      contenders: [
        { name: 'server', targets: [server], source: supply.fresh(writer, 'token') },
        { name: 'Prism', targets: [prism], source: supply.sample(writer, 'token') },
      ],
    };
  });

  progress('warming up');
  // The server is warm by then.
  const mocks = mocked.map((scenario) => ({
    ...scenario,
    contenders: scenario.contenders.filter(({ name }) => name === 'Prism'),
  }));
  await warmUp(directory, [...together, ...mocks], plan.warmUp);
  const series = [
    ...(await runRounds(directory, [...together, ...mocked], plan, progress)),
    ...(await runRounds(directory, alone, { ...plan, seconds: 1 }, progress)),
  ];
  const targets = [server, ...Object.values(echoes), prism];
  await Promise.all(targets.map(({ process }) => process.stop()));
  return series;
}

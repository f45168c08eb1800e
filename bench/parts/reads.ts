import type { Bench } from '../bench.ts';
import { type Call, RequestWriter } from '../load/requests.ts';
import { runRounds, type Scenario, type Series, warmUp } from '../load/rounds.ts';
import { repeated } from '../load/sources.ts';
import { buildGroups, prepareLibrary, subgroups } from '../scenes/library.ts';
import { logIn, startAtelier } from '../targets/atelier.ts';
import { startEcho } from '../targets/echo.ts';

/** A whole tree and a long page, beside echoes of the same bytes. */
export async function measureReads({ plan, directory, progress }: Bench): Promise<Series[]> {
  const data = `${directory}/data`;
  const { caller, projectId, groupId } = await prepareLibrary(data);
  const server = await startAtelier(directory, { directory: data });
  const writer = new RequestWriter(caller, server.port, await logIn(server, caller));
  const calls: Readonly<Record<string, Call>> = {
    [`ListGroupTree, ${buildGroups} groups`]: {
      method: 'GET',
      path: `/v1/job/${projectId}/group/tree`,
    },
    [`ListGroupSubgroupsAndRepositories, ${subgroups} groups`]: {
      method: 'GET',
      path: `/v4/groups/${groupId}/subgroups-and-repositories`,
      query: `limit=${subgroups}`,
    },
  };
  const scenarios: Scenario[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const source = repeated(writer, [call]);
    const echo = await startEcho(directory, server, writer.write(call, 'token'));
    scenarios.push({
      name,
      connections: 32,
      sameBytes: true,
      contenders: [
        { name: 'server', targets: [server], source },
        { name: 'echo', targets: [echo], source },
      ],
    });
  }
  progress('warming up');
  await warmUp(directory, scenarios, plan.warmUp);
  const series = await runRounds(directory, scenarios, { ...plan, seconds: 1 }, progress);
  const targets = new Set(
    scenarios.flatMap(({ contenders }) => contenders.flatMap((c) => c.targets)),
  );
  await Promise.all([...targets].map(({ process }) => process.stop()));
  return series;
}

/**
 * npm run bench: measures durable, authorised creates against a bare echo of the same bytes and
 * writes the figures into docs/performance.md. `-- --quick`: shorter, and only prints them.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireDisk } from './disk.ts';
import { requireGenerator } from './load.ts';
import { shareOfOthers } from './machine.ts';
import { type Figures, reportOf, writeInto } from './report.ts';
import { type OperationName, RequestWriter } from './requests.ts';
import { runRounds, type Scenario } from './rounds.ts';
import { prepareScene } from './scene.ts';
import { firstAnswer, logIn, startBundle, startEcho } from './server.ts';
import { timeStarts } from './starts.ts';
import { freePort } from './wire.ts';

const quick = process.argv.includes('--quick');
const plan = quick
  ? { rounds: 2, seconds: 1, warmUpSeconds: 1, starts: 3, projects: 1024 }
  : { rounds: 5, seconds: 2, warmUpSeconds: 3, starts: 7, projects: 4096 };

const scenarios: readonly Scenario[] = [32, 1].flatMap((connections) =>
  (['CreateJobGroup', 'CreateGroup'] as const).flatMap((operation) =>
    (['token', 'AK/SK'] as const).map((credential) => ({ operation, credential, connections })),
  ),
);

const root = join(import.meta.dirname, '..');
const directory = join(root, '.bench');
const data = join(directory, 'data');
const log = join(directory, 'log');

requireGenerator();
// What a failed run has left stays until here, for a look at its log.
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory);
requireDisk(directory);

const report = reportOf(await measure());
process.stdout.write(`\n${report}`);
if (!quick) writeInto(join(root, 'docs', 'performance.md'), report);
rmSync(directory, { recursive: true });

async function measure(): Promise<Figures> {
  progress(`preparing ${plan.projects} projects`);
  const scene = await prepareScene(data, plan.projects);
  const port = await freePort();

  // Not timed: the first start after a build fills the compile cache.
  const fresh = startBundle(data, port, log);
  const writer = new RequestWriter(scene, port, await logIn(fresh, scene));
  await fresh.process.stop();

  progress(`starting the server ${plan.starts} times`);
  const create = (operation: OperationName) => writer.write(operation, 'token', 1).bytes;
  const { server, starts } = await timeStarts(
    plan.starts,
    () => startBundle(data, port, log),
    () => create('CreateJobGroup'),
  );

  const echoOf = async (operation: OperationName) => {
    const answer = await firstAnswer(server, create(operation));
    return startEcho(answer, await freePort(), log);
  };
  const echoes = {
    CreateJobGroup: await echoOf('CreateJobGroup'),
    CreateGroup: await echoOf('CreateGroup'),
  };

  const arena = { server, echoes, writer, directory };
  progress('warming up');
  const busy = scenarios.filter(({ connections }) => connections > 1);
  await runRounds(arena, busy, { rounds: 1, seconds: plan.warmUpSeconds });
  const processes = [server, ...Object.values(echoes)].map((target) => target.process);
  const share = shareOfOthers(processes);
  const series = await runRounds(arena, scenarios, plan, progress);

  const result = { series, starts, loadedMiB: server.process.residentMiB(), others: share() };
  await Promise.all(processes.map((process) => process.stop()));
  return result;
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

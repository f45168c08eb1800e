import { timeSyncs } from './disk.ts';
import { type Load, load, store } from './load.ts';
import type { CredentialName, OperationName, RequestWriter, Supply } from './requests.ts';
import type { Target } from './server.ts';
import { spread } from './statistics.ts';

/** One line of the table: what is sent, and how. */
export interface Scenario {
  readonly operation: OperationName;
  readonly credential: CredentialName;
  readonly connections: number;
}

/** Everything that the rounds are run on. */
export interface Arena {
  readonly server: Target;
  readonly echoes: Readonly<Record<OperationName, Target>>;
  readonly writer: RequestWriter;
  /** For the file of requests and the timing of the disk. */
  readonly directory: string;
}

export interface Burst extends Load {
  readonly perSecond: number;
  /** Processor time of the process per answer, in µs. */
  readonly cpuMicros: number;
}

/** Server and echo under the same requests, one right after the other. */
export interface Round {
  readonly server: Burst;
  readonly echo: Burst;
  /** Median time of an fdatasync during the round, in ms. */
  readonly syncMs: number;
}

export interface Series {
  readonly scenario: Scenario;
  readonly rounds: readonly Round[];
}

/** More than the server can take in a second, so that a round never runs out of requests. */
const requestsPerSecond = 12_000;
const syncsPerRound = 100;

/**
 * Runs every scenario once a round, so that what changes on the machine meanwhile meets all alike;
 * the server goes first in one round, the echo in the next.
 */
export async function runRounds(
  arena: Arena,
  scenarios: readonly Scenario[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  progress: (line: string) => void = () => undefined,
): Promise<Series[]> {
  const series = scenarios.map((scenario) => ({ scenario, rounds: [] as Round[] }));
  for (let i = 0; i < rounds; i++) {
    for (const { scenario, rounds: done } of series) {
      const { operation, credential, connections } = scenario;
      const round = await runRound(arena, scenario, seconds, i % 2 === 0);
      done.push(round);
      progress(
        `round ${i + 1}/${rounds}  ${operation}, ${credential}, ${connections} connections: ` +
          `${Math.round(round.server.perSecond)}/s, echo ${Math.round(round.echo.perSecond)}/s`,
      );
    }
  }
  return series;
}

async function runRound(
  { server, echoes, writer, directory }: Arena,
  { operation, credential, connections }: Scenario,
  seconds: number,
  serverFirst: boolean,
): Promise<Round> {
  const supply = writer.write(operation, credential, requestsPerSecond * seconds);
  const file = `${directory}/requests`;
  store(supply, file);
  const shape = { connections, seconds };
  const syncMs = spread(timeSyncs(directory, syncsPerRound)).median;
  const echo = () => burst(echoes[operation], file, supply, shape);
  const first = serverFirst ? undefined : await echo();
  const served = await burst(server, file, supply, shape);
  if (served.taken > supply.count) throw new Error('the server was faster than the supply');
  writer.giveBack(operation, supply.count - served.taken);
  const echoed = first ?? (await echo());
  requireSameBytes(served, echoed);
  return { server: served, echo: echoed, syncMs };
}

/** Ids and ordinals grow longer during a run, the echo's answer does not: a few bytes are allowed. */
function requireSameBytes(server: Load, echo: Load): void {
  if (Math.abs(server.answerBytes - echo.answerBytes) < 8) return;
  throw new Error(`answers of ${server.answerBytes} bytes against ${echo.answerBytes} of the echo`);
}

async function burst(
  { process, port }: Target,
  file: string,
  supply: Supply,
  shape: { readonly connections: number; readonly seconds: number },
): Promise<Burst> {
  const before = process.cpuSeconds();
  const result = await load(port, file, supply, shape);
  const cpuSeconds = process.cpuSeconds() - before;
  const { answered, seconds } = result;
  return {
    ...result,
    perSecond: answered / seconds,
    cpuMicros: (cpuSeconds / answered) * 1e6,
  };
}

import { timeSyncs } from '../machine/disk.ts';
import { cpuSecondsOf } from '../machine/usage.ts';
import { spread } from '../results/statistics.ts';
import type { Target } from '../targets/target.ts';
import { type Load, load, merged, store } from './load.ts';
import type { Source } from './sources.ts';

/** Who takes part in a comparison, and what it is sent. */
export interface Contender {
  readonly name: string;
  /** They share connections and requests evenly, all at the same time. */
  readonly targets: readonly Target[];
  /** What the targets keep their data in, where that has processes of its own. */
  readonly database?: { cpuSeconds(): number };
  readonly source: Source;
  /** Puts right, not timed, what a burst has changed. */
  after?(): Promise<void>;
}

/** One comparison: the contenders get the same load one right after the other. */
export interface Scenario {
  readonly name: string;
  readonly connections: number;
  readonly contenders: readonly Contender[];
  /** Whether all must answer with the same number of bytes. */
  readonly sameBytes: boolean;
}

export interface Burst extends Omit<Load, 'taken'> {
  readonly perSecond: number;
  /** Processor time of the targets per answer, in µs. */
  readonly cpuMicros: number;
  /** The same of their database. */
  readonly databaseMicros?: number;
  /** The same of what sends the load. */
  readonly loadMicros: number;
}

/** The bursts of one round by contender. */
export interface Round {
  readonly bursts: Readonly<Record<string, Burst>>;
  /** Median time of an fdatasync before the round, in ms. */
  readonly syncMs: number;
}

export interface Series {
  readonly name: string;
  readonly connections: number;
  readonly rounds: readonly Round[];
}

export interface Shape {
  readonly rounds: number;
  /** Length of a burst. */
  readonly seconds: number;
}

/** When a contender is warm: after so many answers, or so long a time. */
export interface Warmth {
  readonly answers: number;
  readonly seconds: number;
}

const syncsPerRound = 100;

/** Sends every contender its load, one after the other, until each is warm. */
export async function warmUp(
  directory: string,
  scenarios: readonly Scenario[],
  { answers, seconds }: Warmth,
): Promise<void> {
  for (const { connections, contenders } of scenarios) {
    for (const contender of contenders) {
      const shape = { connections, seconds: Math.min(2, seconds) };
      let answered = 0;
      for (let spent = 0; spent < seconds && answered < answers; spent += shape.seconds) {
        answered += (await burst(directory, contender, shape)).answered;
        await contender.after?.();
      }
    }
  }
}

/**
 * Runs every scenario once a round, so that what changes on the machine meanwhile meets all alike;
 * who goes first changes from round to round. `directory` is for the requests and timing the disk.
 */
export async function runRounds(
  directory: string,
  scenarios: readonly Scenario[],
  { rounds, seconds }: Shape,
  progress: (line: string) => void,
): Promise<Series[]> {
  const series = scenarios.map(({ name, connections }) => ({
    name,
    connections,
    rounds: [] as Round[],
  }));
  for (let i = 0; i < rounds; i++) {
    for (const [s, scenario] of scenarios.entries()) {
      const round = await runRound(directory, scenario, seconds, i);
      series[s]?.rounds.push(round);
      const shares = Object.entries(round.bursts).map(
        ([name, { perSecond }]) => `${name} ${perSecond.toFixed(0)}/s`,
      );
      const { name, connections } = scenario;
      const head = `round ${i + 1}/${rounds}  ${name}, ${connections} connections`;
      progress(`${head}: ${shares.join(', ')}`);
    }
  }
  return series;
}

async function runRound(
  directory: string,
  { connections, contenders, sameBytes }: Scenario,
  seconds: number,
  round: number,
): Promise<Round> {
  const syncMs = spread(timeSyncs(directory, syncsPerRound)).median;
  const first = round % contenders.length;
  const inTurn = [...contenders.slice(first), ...contenders.slice(0, first)];
  const bursts = new Map<string, Burst>();
  for (const contender of inTurn) {
    bursts.set(contender.name, await burst(directory, contender, { connections, seconds }));
    await contender.after?.();
  }
  if (sameBytes) requireSameBytes([...bursts.values()]);
  const named = contenders.flatMap(({ name }) => {
    const one = bursts.get(name);
    return one ? [[name, one] as const] : [];
  });
  return { bursts: Object.fromEntries(named), syncMs };
}

/** Ids and ordinals grow longer during a run, the echo's answer does not: a few bytes are allowed. */
function requireSameBytes(bursts: readonly Burst[]): void {
  const { min, max } = spread(bursts.map(({ answerBytes }) => answerBytes));
  if (max - min >= 8) throw new Error(`answers of ${min} bytes against answers of ${max}`);
}

async function burst(
  directory: string,
  { targets, database, source }: Contender,
  shape: { readonly connections: number; readonly seconds: number },
): Promise<Burst> {
  const cpuSeconds = () => ({
    targets: targets.reduce((sum, { process }) => sum + process.cpuSeconds(), 0),
    load: cpuSecondsOf('self'),
    database: database?.cpuSeconds() ?? 0,
  });
  const lanes = shared(directory, source.next(mostRequests(shape)), targets, shape.connections);
  const before = cpuSeconds();
  const loads = await Promise.all(
    lanes.map(({ port, file, connections }) => load(port, file, { ...shape, connections })),
  );
  const after = cpuSeconds();
  // What one target was not sent while another has got further, nobody is sent.
  source.sent(Math.max(...loads.map(({ taken }) => taken)) * lanes.length);
  const { taken: _, ...result } = merged(loads);
  const micros = (who: keyof typeof after) => ((after[who] - before[who]) / result.answered) * 1e6;
  return {
    ...result,
    perSecond: result.answered / result.seconds,
    cpuMicros: micros('targets'),
    ...(database ? { databaseMicros: micros('database') } : {}),
    loadMicros: micros('load'),
  };
}

/** Deals requests and connections out to the targets, the requests in turn and into files. */
function shared(
  directory: string,
  requests: readonly string[],
  targets: readonly Target[],
  connections: number,
): { port: number; file: string; connections: number }[] {
  return targets.map(({ port }, i) => {
    const file = `${directory}/requests-${i}`;
    const share = requests.filter((_request, j) => j % targets.length === i);
    store(share, file);
    return { port, file, connections: Math.floor((connections + i) / targets.length) };
  });
}

/** More than a server can take, so that a burst never runs out of requests. */
function mostRequests({ connections, seconds }: { connections: number; seconds: number }): number {
  return Math.min(12_000, 5000 * connections) * seconds;
}

import type { Series } from '../load/rounds.ts';
import { burstOf, each, eachRound, type Figures, latency, meanMs, ratio } from './figures.ts';
import { type Spread, spread } from './statistics.ts';

/** A figure that the project has set itself an aim for. */
export interface Aim {
  readonly what: string;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
  readonly unit: string;
  readonly digits: number;
  readonly measured: Spread;
}

export function isReached({ bound, limit, measured: { median } }: Aim): boolean {
  return bound === 'at least' ? median >= limit : median <= limit;
}

/** The aims of all parts that were measured. */
export function aimsOf({ creates, reads, crowds, subtrees, starts }: Figures): Aim[] {
  return [
    ...(creates ?? []).flatMap(createAims),
    ...(reads ?? []).map(readAim),
    ...(crowds ? crowdAims(crowds.series, crowds.sizes) : []),
    ...(subtrees
      ? subtrees.changes
          .filter(({ name }) => name === 'delete')
          .map(({ durableMs }) =>
            atMost(
              `delete a subtree of ${subtrees.treeSize} of ${subtrees.groups} groups`,
              5,
              spread(durableMs),
              { unit: ' ms' },
            ),
          )
      : []),
    ...(starts
      ? [
          atMost('process start to first answered create', 500, spread(starts.startMs), {
            unit: ' ms',
            digits: 0,
          }),
          atMost('resident memory, idle', 120, spread(starts.idleMB), { unit: ' MB', digits: 0 }),
        ]
      : []),
    ...(crowds ? [memoryAim(crowds.residentMB, crowds.sizes)] : []),
  ];
}

function createAims(series: Series): Aim[] {
  const { name, connections } = series;
  if (name.endsWith('mocked')) {
    const what = `${name.replace(', mocked', '')}, ${connections} connections, against Prism`;
    return [atLeast(what, 5, ratio(series, 'server', 'Prism'))];
  }
  if (connections === 1) {
    const times = eachRound(
      series,
      (round) => meanMs(burstOf(round, 'server')) / (round.syncMs + meanMs(burstOf(round, 'echo'))),
    );
    return [atMost(`${name}, 1 connection, against fdatasync and echo`, 1.6, times)];
  }
  const aim = name.includes('AK/SK') ? 0.35 : 0.4;
  const tail = each(series, 'server', (burst) => latency(burst, 99) / latency(burst, 50));
  return [
    atLeast(
      `${name}, ${connections} connections, against the echo`,
      aim,
      ratio(series, 'server', 'echo'),
    ),
    atMost(`${name}, ${connections} connections, p99 against p50`, 4, tail),
  ];
}

function readAim(series: Series): Aim {
  return atLeast(`${series.name}, against the echo`, 0.5, ratio(series, 'server', 'echo'));
}

function crowdAims(series: readonly Series[], sizes: readonly number[]): Aim[] {
  const [fewest, most] = [String(sizes[0]), String(sizes.at(-1))];
  return series.map((each) =>
    atMost(`${each.name}, at ${most} groups against ${fewest}`, 1.2, ratio(each, fewest, most)),
  );
}

function memoryAim(residentMB: Readonly<Record<string, number>>, sizes: readonly number[]): Aim {
  const most = sizes.at(-1) ?? Number.NaN;
  const measured = spread([residentMB[most] ?? Number.NaN]);
  return atMost(`resident memory after ${most} groups`, 250, measured, { unit: ' MB', digits: 0 });
}

const plain = { unit: '', digits: 2 };

function atLeast(what: string, limit: number, measured: Spread): Aim {
  return { what, bound: 'at least', limit, measured, ...plain };
}

function atMost(
  what: string,
  limit: number,
  measured: Spread,
  scale: { readonly unit?: string; readonly digits?: number } = {},
): Aim {
  return { what, bound: 'at most', limit, measured, ...plain, ...scale };
}

import { createRequire } from 'node:module';
import type { Series } from '../load/rounds.ts';
import type { CrowdFigures } from '../parts/crowds.ts';
import { contendersOf, each, type Figures, latency, takesPart } from './figures.ts';
import { spread } from './statistics.ts';

/** What of ECharts is used here; the package is the bench's own and may not be installed. */
interface Chart {
  setOption(option: object): void;
  renderToSVGString(): string;
  dispose(): void;
}
type Init = (dom: null, theme: null, options: object) => Chart;

interface Line {
  readonly name: string;
  /** Places along the axis, and values. */
  readonly points: readonly (readonly [x: string, y: number])[];
}

interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: { readonly name: string; readonly type: 'value' | 'log' };
  readonly lines: readonly Line[];
}

/** A plot to put into a file. */
export interface Picture {
  readonly file: string;
  readonly title: string;
  readonly svg: string;
}

/** The plots of all parts that were measured. */
export function plotsOf({ creates, stores, crowds }: Figures): Picture[] {
  const plots: Record<string, Plot> = {
    ...(stores ? { 'throughput.svg': throughput(stores.series) } : {}),
    ...(creates ? { 'latency.svg': latencies(creates) } : {}),
    ...(crowds ? { 'groups.svg': byGroups(crowds), 'lists.svg': lists(crowds) } : {}),
  };
  const { init } = createRequire(import.meta.url)('echarts') as { init: Init };
  return Object.entries(plots).map(([file, plot]) => {
    return { file, title: plot.title, svg: draw(init, plot) };
  });
}

function throughput(stores: readonly Series[]): Plot {
  return {
    title: 'Durable, authorised creates by store and number of connections',
    x: 'connections',
    y: { name: 'creates per second', type: 'value' },
    lines: contendersOf(stores).map((name) => ({
      name,
      points: stores
        .filter((series) => takesPart(series, name))
        .map((series) => [
          String(series.connections),
          each(series, name, ({ perSecond }) => perSecond).median,
        ]),
    })),
  };
}

function latencies(series: readonly Series[]): Plot {
  const shown = series.filter(({ connections, name }) => connections > 1 && !/mocked/.test(name));
  const lineOf = (of: Series, contender: string, name: string): Line => ({
    name,
    points: (of.rounds[0]?.bursts[contender]?.latencies ?? []).map(([percent]) => [
      `${percent}`,
      each(of, contender, (burst) => latency(burst, percent)).median,
    ]),
  });
  const [first] = shown;
  return {
    title: 'Time of a create at 32 connections',
    x: 'percent of the answers came within',
    y: { name: 'ms', type: 'log' },
    lines: [
      ...shown.map((of) => lineOf(of, 'server', of.name)),
      ...(first ? [lineOf(first, 'echo', 'bare echo')] : []),
    ],
  };
}

function byGroups({ sizes, series }: CrowdFigures): Plot {
  return {
    title: 'Processor time of an answer by number of repository groups',
    x: 'repository groups',
    y: { name: 'µs', type: 'value' },
    lines: series.map((of) => ({
      name: of.name,
      points: sizes.map((size) => [
        size.toLocaleString('en'),
        each(of, String(size), ({ cpuMicros }) => cpuMicros).median,
      ]),
    })),
  };
}

function lists({ sizes, lists: all }: CrowdFigures): Plot {
  return {
    title: 'Time of lists that look at everything, by number of repository groups',
    x: 'repository groups',
    y: { name: 'ms', type: 'log' },
    lines: all.map(({ name, ms }) => ({
      name,
      points: sizes.map((size) => [size.toLocaleString('en'), spread(ms[size] ?? []).median]),
    })),
  };
}

/** Colours that are told apart on both grounds, also by those who see red and green alike. */
const palette = ['#2f81f7', '#e36209', '#1a9c8c', '#a371f7', '#8b949e'];
const shapes = ['circle', 'rect', 'triangle', 'diamond', 'roundRect'];
const light = { ground: '#ffffff', text: '#24292f', line: '#d0d7de' };
const dark = { ground: '#0d1117', text: '#e6edf3', line: '#30363d' };

function draw(init: Init, { title, x, y, lines }: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 440 });
  const text = { color: light.text, fontFamily: 'sans-serif', fontSize: 13 };
  const axis = {
    axisLabel: text,
    nameTextStyle: text,
    axisLine: { show: true, lineStyle: { color: light.line } },
    axisTick: { lineStyle: { color: light.line } },
    splitLine: { lineStyle: { color: light.line } },
    minorSplitLine: { show: false },
  };
  chart.setOption({
    animation: false,
    backgroundColor: light.ground,
    color: palette,
    title: { text: title, left: 16, top: 12, textStyle: { ...text, fontSize: 16 } },
    legend: { bottom: 10, left: 16, right: 16, textStyle: text, itemGap: 24 },
    grid: { left: 24, right: 36, top: 76, bottom: 96, containLabel: true },
    xAxis: { ...axis, name: x, type: 'category', nameLocation: 'middle', nameGap: 32 },
    yAxis: { ...axis, ...y, nameTextStyle: { ...text, align: 'left' } },
    series: lines.map(({ name, points }, i) => ({
      name,
      type: 'line',
      data: points,
      symbol: shapes[i % shapes.length],
      symbolSize: 9,
      lineStyle: { width: 2 },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg.replace(/^(<svg[^>]*>)/, `$1\n${darkStyle}`);
}

/** Exchanges ground, text and lines where the reader prefers dark. */
const darkStyle = `<style>@media (prefers-color-scheme: dark) {${(
  ['ground', 'text', 'line'] as const
)
  .map(
    (name) =>
      `[fill="${light[name]}"] { fill: ${dark[name]} } [stroke="${light[name]}"] { stroke: ${dark[name]} }`,
  )
  .join(' ')}}</style>`;

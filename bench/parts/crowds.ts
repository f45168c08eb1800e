import { cpSync } from 'node:fs';
import type { Bench } from '../bench.ts';
import { type Call, RequestWriter } from '../load/requests.ts';
import { type Contender, runRounds, type Scenario, type Series, warmUp } from '../load/rounds.ts';
import { Creates, repeated } from '../load/sources.ts';
import { exchange } from '../load/wire.ts';
import { type Crowd, crowdProjects, growCrowd, prepareCrowd, thin } from '../scenes/crowd.ts';
import { logIn, startAtelier } from '../targets/atelier.ts';
import { firstAnswer, type Target } from '../targets/target.ts';

export interface CrowdFigures {
  /** The numbers of groups, which name the contenders. */
  readonly sizes: readonly number[];
  /** Operations whose cost should not depend on the number. */
  readonly series: readonly Series[];
  /** Times of lists of which that is not asked, one request at a time, in ms each. */
  readonly lists: readonly {
    readonly name: string;
    readonly ms: Readonly<Record<string, readonly number[]>>;
  }[];
  /** Resident memory of each server after everything. */
  readonly residentMB: Readonly<Record<string, number>>;
}

/** A server on a data directory of its own. */
interface Place {
  readonly crowd: Crowd;
  readonly data: string;
  readonly target: Target;
  readonly writer: RequestWriter;
}

const pageSize = 10;
const listsEach = 3;

/** The same operations at different numbers of repository groups. */
export async function measureCrowds(bench: Bench): Promise<CrowdFigures> {
  const { plan, directory, progress } = bench;
  const places = await prepare(bench);
  const creates = new Creates('CreateGroup', (serial) => ({
    projectId: places[0]?.crowd.projectIds[serial % crowdProjects] ?? '',
    parentId: '',
  }));
  const scenario = (name: string, contender: (place: Place) => Omit<Contender, 'name'>) => ({
    name,
    connections: 32,
    sameBytes: false,
    contenders: places.map((place) => ({
      name: String(place.crowd.groups),
      ...contender(place),
    })),
  });
  const scenarios: Scenario[] = [
    scenario('CreateGroup', (place) => createAndForget(place, creates)),
    scenario('ShowGroup', ({ target, writer, crowd }) => ({
      targets: [target],
      source: repeated(writer, shows(crowd)),
    })),
    scenario('ListProjectSubgroupsAndRepositories, first page', ({ target, writer, crowd }) => ({
      targets: [target],
      source: repeated(
        writer,
        crowd.projectIds.map((projectId) => projectList(projectId, `limit=${pageSize}`)),
      ),
    })),
  ];
  progress('warming up');
  await warmUp(directory, scenarios, { ...plan.warmUp, seconds: 1 });
  const series = await runRounds(directory, scenarios, { ...plan, seconds: 1 }, progress);

  progress('timing lists');
  const lists = [];
  for (const [name, callOf] of Object.entries(longLists)) {
    const ms: Record<string, number[]> = {};
    for (const { target, writer, crowd } of places) {
      ms[crowd.groups] = await timeEach(target, writer.write(callOf(crowd), 'token'));
    }
    lists.push({ name, ms });
  }
  const residentMB = Object.fromEntries(
    places.map(({ crowd, target }) => [crowd.groups, target.process.residentMB()]),
  );
  await Promise.all(places.map(({ target }) => target.process.stop()));
  return { sizes: plan.crowds, series, lists, residentMB };
}

/** Grows one crowd and keeps a copy of it at each size. */
async function prepare({ plan, directory, progress }: Bench): Promise<Place[]> {
  const growing = `${directory}/growing`;
  let crowd = await prepareCrowd(growing);
  const places: Place[] = [];
  for (const size of plan.crowds) {
    crowd = await growCrowd(growing, crowd, size, progress);
    const data = `${directory}/${size}`;
    cpSync(growing, data, { recursive: true });
    const target = await startAtelier(directory, { directory: data });
    const token = await logIn(target, crowd.caller);
    places.push({
      crowd,
      data,
      target,
      writer: new RequestWriter(crowd.caller, target.port, token),
    });
  }
  return places;
}

/** Creates, and after each burst deletes, so that a small crowd stays small. */
function createAndForget({ target, writer, crowd, data }: Place, creates: Creates) {
  const fresh = creates.fresh(writer, 'token');
  let { lastId } = crowd;
  let sent = 0;
  return {
    targets: [target],
    source: {
      next: fresh.next,
      sent(count: number) {
        fresh.sent(count);
        sent = count;
      },
    },
    async after() {
      lastId = await thin(data, crowd, lastId, sent);
    },
  };
}

function shows({ some }: Crowd): Call[] {
  const most = 10_000;
  const wanted = some.filter((_group, i) => i % Math.ceil(some.length / most) === 0);
  return wanted.map(({ projectId, id }) => ({
    method: 'GET',
    path: `/v4/${projectId}/groups/${id}`,
  }));
}

function projectList(projectId: string, query: string): Call {
  return { method: 'GET', path: `/v4/projects/${projectId}/subgroups-and-repositories`, query };
}

const accountList = (query: string): Call => ({ method: 'GET', path: '/v4/groups/list', query });

/** The vendor's pages are by offset, so the last one is the deepest. */
const longLists: Readonly<Record<string, (crowd: Crowd) => Call>> = {
  'ListGroups, first page': () => accountList(`limit=${pageSize}`),
  'ListGroups, search': () => accountList(`limit=${pageSize}&search=p-0000000`),
  'ListGroups, last page': ({ groups }) =>
    accountList(`limit=${pageSize}&offset=${groups - pageSize}`),
  'one project, search': ({ projectIds }) =>
    projectList(projectIds[0] ?? '', `limit=${pageSize}&filter=p-0000000`),
  'one project, last page': ({ projectIds, groups }) =>
    projectList(
      projectIds[0] ?? '',
      `limit=${pageSize}&offset=${groups / crowdProjects - pageSize}`,
    ),
};

async function timeEach(target: Target, request: string): Promise<number[]> {
  await firstAnswer(target, request);
  const times: number[] = [];
  for (let i = 0; i < listsEach; i++) {
    const began = performance.now();
    const answer = await exchange(target.port, request);
    if (answer === 'nobody-there' || answer.status !== 200) throw new Error('a list has failed');
    times.push(performance.now() - began);
  }
  return times;
}

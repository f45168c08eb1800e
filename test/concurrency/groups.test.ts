import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultTreeLimits, type TreeKind, treeKinds } from '../../src/domain/tree/index.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { openWorld, stores, type World } from '../world.ts';
import { type Answer, atOnce, loggedIn, type Send, tally } from './client.ts';

const kinds = treeKinds(defaultTreeLimits);

/** One kind of group as the wire speaks of it. */
interface Dialect {
  readonly kind: TreeKind;
  create(send: Send, project: string, name: string, parent?: string | number): Promise<Answer>;
  remove(send: Send, project: string, id: string | number): Promise<Answer>;
  idOf(created: Answer): string | number;
  /** What a create answered: the id's type, or code and text of the refusal. */
  readonly created: string;
  taken(name: string): string;
}

const build: Dialect = {
  kind: kinds.buildTaskGroup,
  create: (send, project, name, parent_id) =>
    send('POST', `/v1/job/${project}/group/create`, { name, parent_id }),
  remove: (send, project, id) => send('DELETE', `/v1/job/${project}/group/delete?id=${id}`),
  idOf: ({ body }) => body.result[0].id,
  created: '200',
  taken: (name) =>
    '400 CB.00060200 Invalid param. [name] ' +
    `a build task group named ${name} exists under the same parent already`,
};
const repo: Dialect = {
  kind: kinds.repositoryGroup,
  create: (send, project, name, parent_id) =>
    send('POST', `/v4/${project}/groups`, { name, parent_id }),
  remove: (send, project, id) => send('DELETE', `/v4/${project}/groups/${id}`),
  idOf: ({ body }) => body.id,
  created: '201',
  taken: (name) =>
    '400 CH.010001 Invalid parameter value format. [name] ' +
    `a repository or repository group named ${name} exists under the same parent already`,
};

const told = ({ status, body }: Answer): string =>
  status < 400 ? String(status) : `${status} ${body.error_code} ${body.error_msg}`;

const seed = printedSeed('concurrency');

describe.each(stores)('many clients at once, %s store', { timeout: 60_000 }, (store) => {
  let world: World;
  let send: Send;
  const faults = (kind: TreeKind) => treeFaults(world.server.data.store, kind, world);

  beforeEach(async () => {
    world = await openWorld(store);
    send = await loggedIn(world.endpoint, world);
  });
  afterEach(() => world.close());

  it.each([
    ['Build', build],
    ['Repo', repo],
  ])('of 64 creates of one name exactly one succeeds: %s', async (_name, dialect) => {
    const { projectId } = world;
    const parent = dialect.idOf(await dialect.create(send, projectId, 'parent'));
    for (const under of [undefined, parent]) {
      const answers = await atOnce(64, () => dialect.create(send, projectId, 'same', under));
      expect(tally(answers.map(told))).toEqual({
        [dialect.created]: 1,
        [dialect.taken('same')]: 63,
      });
    }
    expect(await faults(dialect.kind)).toEqual([]);
  });

  it('of 64 creates where ten may still be made exactly ten succeed', async () => {
    const { projectId } = world;
    const before = await atOnce(190, (i) => build.create(send, projectId, `group ${i}`));
    expect(tally(before.map(told))).toEqual({ '200': 190 });
    const parent = build.idOf(before[0]!);
    const answers = await atOnce(64, (i) =>
      build.create(send, projectId, `late ${i}`, i % 2 ? parent : undefined),
    );
    const limit = 'the project has 200 build task groups already, the most there may be';
    expect(tally(answers.map(told))).toEqual({
      '200': 10,
      [`400 CB.00060200 Invalid param. ${limit}`]: 54,
    });
    expect(await faults(build.kind)).toEqual([]);
  });

  it.each([
    ['Build', build],
    ['Repo', repo],
  ])('creates and deletes at once leave counts and order right: %s', async (_name, dialect) => {
    const { projectId } = world;
    const random = randomFrom(seed);
    const parents = await atOnce(4, (i) => dialect.create(send, projectId, `parent-${i}`));
    const there = parents.map(dialect.idOf);
    await atOnce(32, async (i) => {
      for (let round = 0; round < 5; round += 1) {
        if (random.below(3) === 0 && there.length > 0) {
          // Two may delete the same, and a parent may go while children are being made.
          await dialect.remove(send, projectId, random.pick(there));
          continue;
        }
        const parent = random.below(3) === 0 ? undefined : random.pick(there);
        const made = await dialect.create(send, projectId, `group-${i}-${round}`, parent);
        if (made.status < 400) there.push(dialect.idOf(made));
      }
    });
    expect(await faults(dialect.kind)).toEqual([]);
  });

  it('every list counts what it shows, while groups come and go', async () => {
    const { projectId } = world;
    const parent = repo.idOf(await repo.create(send, projectId, 'parent'));
    let busy = true;
    const changes = atOnce(8, async (i) => {
      for (let round = 0; round < 8; round += 1) {
        const top = repo.idOf(await repo.create(send, projectId, `top-${i}-${round}`));
        await repo.create(send, projectId, `inner-${i}-${round}`, top);
        const child = repo.idOf(await repo.create(send, projectId, `child-${i}-${round}`, parent));
        await repo.remove(send, projectId, round % 2 ? top : child);
      }
    }).finally(() => {
      busy = false;
    });
    const torn: unknown[] = [];
    let reads = 0;
    const looks = atOnce(4, async (i) => {
      while (busy) {
        const path = [`/v4/projects/${projectId}`, `/v4/groups/${parent}`][i % 2];
        const { headers, body } = await send('GET', `${path}/subgroups-and-repositories?limit=100`);
        const names = new Set(body.map((group: { name: string }) => group.name));
        if (headers.get('x-total') !== String(body.length) || names.size !== body.length) {
          torn.push({ total: headers.get('x-total'), shown: body.length });
        }
        reads += 1;
      }
    });
    await Promise.all([changes, looks]);
    expect({ torn, looked: reads > 20 }).toEqual({ torn: [], looked: true });
    const { headers, body } = await send('GET', `/v4/groups/list?limit=100`);
    expect(headers.get('x-total')).toBe(String(body.length));
    expect(await faults(repo.kind)).toEqual([]);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import type { AnyOperation } from '../../src/http/routes.ts';
import { services } from '../../src/main.ts';
import { atOnce, loggedIn, loginBody, type Send, tally } from '../concurrency/client.ts';
import { printedSeed, randomFrom } from '../properties/random.ts';
import { treeFaults } from '../properties/tree-faults.ts';
import { openWorld, type StoreName, type World } from '../world.ts';
import { type RawAnswer, type RawRequest, send } from './raw-client.ts';
import { type Ground, long, malformed } from './requests.ts';

const atATime = 8;
const seed = printedSeed('fuzz');
const operations: readonly AnyOperation[] = services.flatMap((service) => service.operations);

/** How much is sent: so many malformed requests, and by chance one in so many of those with long values. */
interface Amount {
  readonly requests: number;
  readonly oneInSoMany: number;
}

/** Declares the tests that send a server on the store what no client would. */
export function fuzz(store: StoreName, { requests, oneInSoMany }: Amount): void {
  let world: World;
  let call: Send;
  let ground: Ground;
  beforeAll(async () => {
    const limits = { ...defaultTreeLimits, buildGroupsPerProject: 1_000_000 };
    world = await openWorld(store, { limits });
    call = await loggedIn(world.endpoint, world);
    const newToken = async () =>
      (await call('POST', '/v3/auth/tokens', loginBody(world))).headers.get('x-subject-token') ??
      '';
    const buildGroup = async (name: string) =>
      (await createBuildGroup(name)).body.result[0].id as string;
    const repoGroup = async (name: string) => String((await createRepoGroup(name)).body.id);
    const buildTask = async (job_name: string) => {
      const task = { project_id: world.projectId, job_name, arch: 'x86-64', steps: [] };
      return (await call('POST', '/v1/job/create', task)).body.result.job_id as string;
    };
    const repository = async (name: string) => {
      const wanted = { name, project_uuid: world.projectId };
      const made = await call('POST', '/v1/repositories', wanted);
      return made.body.result.repository_uuid as string;
    };
    const repositoryUuid = await repository('ground-repository');
    const { body } = await call('GET', `/v2/repositories/${repositoryUuid}`);
    ground = {
      ...world,
      host: new URL(world.endpoint).host,
      token: await newToken(),
      spareToken: await newToken(),
      buildGroup: await buildGroup('ground'),
      repoGroup: await repoGroup('ground'),
      buildTask: await buildTask('ground'),
      recycledBuildTasks: await atOnce(20, async (i) => {
        const id = await buildTask(`recycled-${i}`);
        await call('DELETE', `/v1/job/${id}/delete`);
        return id;
      }),
      spareBuildTasks: await atOnce(20, (i) => buildTask(`spare-${i}`)),
      spareBuildGroups: await atOnce(20, (i) => buildGroup(`spare-${i}`)),
      repositoryUuid,
      repositoryId: String(body.result.repository_id),
      spareRepositories: await atOnce(5, (i) => repository(`spare-repository-${i}`)),
      spareRepoGroups: await atOnce(20, (i) => repoGroup(`spare-${i}`)),
    };
  });
  afterAll(() => world.close());

  const createBuildGroup = (name: string) =>
    call('POST', `/v1/job/${world.projectId}/group/create`, { name });
  const createRepoGroup = (name: string) => call('POST', `/v4/${world.projectId}/groups`, { name });

  /** The code of a failure; of a success its status. Throws where the answer is not as promised. */
  function checked(
    { status, headers, text }: RawAnswer,
    bodiless: boolean,
  ): { key: string; reached: boolean } {
    const complain = (what: string) => {
      throw new Error(`${what}: ${status} ${JSON.stringify([...headers])} ${text}`);
    };
    if (status >= 500) complain('a fault of ours');
    if (!/^[0-9a-f]{32}$/.test(headers.get('x-request-id') ?? '')) complain('no request id');
    if (text === '') {
      if (status !== 204 && !bodiless) complain('no body');
      // Without a code, the gateway's refusals are known by their status.
      return { key: String(status), reached: status !== 400 && status !== 401 };
    }
    if (!headers.get('content-type')?.startsWith('application/json')) complain('not called JSON');
    const answer = JSON.parse(text);
    if (status < 400) return { key: String(status), reached: true };
    const { error_code, error_msg } = answer;
    if (typeof error_code !== 'string' || error_code === '') complain('no error_code');
    if (typeof error_msg !== 'string' || error_msg === '') complain('no error_msg');
    if (/node_modules|\bat .*:\d+:\d+|SQLITE|sqlite|undefined|\[object/.test(text))
      complain('a leak');
    // What the gateway refuses has not come to any operation.
    return { key: `${status} ${error_code}`, reached: !/^(APIGW|DEV)\./.test(error_code) };
  }

  /** Sends them all, a few at a time; what is not answered as promised goes into `faults`. */
  async function sendAll(count: number, make: (i: number) => [AnyOperation, RawRequest]) {
    const port = Number(new URL(world.endpoint).port);
    const outcomes: { key: string; reached: boolean; operation: string }[] = [];
    const faults: string[] = [];
    let next = 0;
    await atOnce(atATime, async () => {
      while (next < count) {
        const number = next++;
        const [operation, request] = make(number);
        try {
          const answer = await send(port, request);
          const silent = operation.success.body === undefined && answer.status < 300;
          const outcome = checked(answer, silent || request.method === 'HEAD');
          outcomes.push({ ...outcome, operation: operation.name });
        } catch (error) {
          const { method, target, headers, framing } = request;
          const body = request.body.toString().slice(0, 300);
          const shown = JSON.stringify({
            method,
            target: target.slice(0, 300),
            headers,
            framing,
            body,
          });
          faults.push(`${number}: ${(error as Error).message.slice(0, 300)} to ${shown}`);
        }
      }
    });
    console.log('answers', tally(outcomes.map(({ key }) => key)));
    return { outcomes, faults };
  }

  /** The server still creates groups, called `name`, and its trees are sound. */
  async function expectWorkingOrder(name: string) {
    const after = [await createBuildGroup(name), await createRepoGroup(name)];
    expect(after.map(({ status }) => status)).toEqual([200, 201]);
    const { buildTaskGroup, repositoryGroup } = treeKinds(defaultTreeLimits);
    for (const kind of [buildTaskGroup, repositoryGroup]) {
      expect(await treeFaults(world.server.data.store, kind, world)).toEqual([]);
    }
  }

  it(`answers ${requests} malformed requests as documented and works on`, {
    timeout: 60_000,
  }, async () => {
    const { outcomes, faults } = await sendAll(requests, (number) => {
      // Each from its own seed, so that it is the same whatever the others are.
      const random = randomFrom(seed + number);
      // Every one in its turn, so that none is left out by chance.
      const operation = operations[number % operations.length] as AnyOperation;
      return [operation, malformed(ground, random, operation)];
    });
    const reached = outcomes.filter((outcome) => outcome.reached);
    console.log(`${reached.length} of ${requests} reached an operation`);
    expect(faults.slice(0, 5)).toEqual([]);
    expect(reached.length / requests).toBeGreaterThanOrEqual(0.8);
    expect(new Set(reached.map(({ operation }) => operation))).toEqual(
      new Set(operations.map(({ name }) => name)),
    );
    await expectWorkingOrder('after-malformed');
  });

  it('answers requests whose values are as long as may be', { timeout: 240_000 }, async () => {
    const random = randomFrom(seed);
    const some = operations
      .flatMap((operation) =>
        long(ground, random, operation).map((request) => ({ operation, request })),
      )
      .filter(() => random.below(oneInSoMany) === 0);
    const { faults } = await sendAll(some.length, (i) => {
      const { operation, request } = some[i] as (typeof some)[number];
      return [operation, request()];
    });
    expect(faults.slice(0, 5)).toEqual([]);
    await expectWorkingOrder('after-long');
  });
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachPolicy, createPolicy, detachPolicy } from '../../src/domain/access/index.ts';
import { openScene, type Player, type Scene } from './scene.ts';

let scene: Scene;
let projectId: string;
beforeAll(async () => {
  scene = await openScene();
  projectId = await scene.project();
});
afterAll(() => scene.close());

/** Which of the calls, named by the operation of their action, a user gets through. */
async function passes(player: Player): Promise<string[]> {
  const calls = {
    getGroup: { method: 'GET', path: '/v4/groups/list' },
    createGroup: {
      method: 'POST',
      path: `/v4/${projectId}/groups`,
      body: { name: scene.word() },
    },
    getRepository: { method: 'GET', path: `/v4/projects/${projectId}/subgroups-and-repositories` },
    listGroups: { method: 'GET', path: `/v1/job/${projectId}/group/tree` },
    project: { method: 'GET', path: '/v4/projects' },
  };
  const passed: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const { status } = await scene.as(player, call);
    if (status < 300) passed.push(name);
    else expect(status).toBe(403);
  }
  return passed;
}

async function manager(): Promise<Player> {
  const player = await scene.player();
  await scene.join(player, projectId, 3);
  return player;
}

/** Asked for by Build and ProjectMan, where a policy can only deny. */
const unasked = ['listGroups', 'project'];
const all = ['getGroup', 'createGroup', 'getRepository', ...unasked];

test.each([
  ['*', ['getGroup', 'createGroup', 'getRepository']],
  ['codeartsrepo:*:*', ['getGroup', 'createGroup', 'getRepository']],
  ['*:*:*', ['getGroup', 'createGroup', 'getRepository']],
  ['*:*:get*', ['getGroup', 'getRepository']],
  ['codeartsrepo:repository:*', ['getRepository']],
  ['codeartsrepo:group:?etGroup', ['getGroup']],
  ['codeartsrepo:*:createGroup', ['createGroup']],
  ['CodeArtsRepo:Group:CREATEGROUP', ['createGroup']],
  ['codeartsrepo:group:get', []],
  ['codeartsrepo:group:getGroups', []],
  ['codeartsrepo:group:?createGroup', []],
  ['codeartsbuild:*:*', []],
])('an allow of %s opens %j', async (action, opened) => {
  const player = await manager();
  await scene.allow(player, action);
  expect(await passes(player)).toEqual([...opened, ...unasked]);
});

test.each([
  ['*', []],
  ['codeartsbuild:*:*', ['getGroup', 'createGroup', 'getRepository', 'project']],
  ['*:*:list*', ['getGroup', 'createGroup', 'getRepository']],
  ['*:group:*', ['getRepository', 'project']],
  ['CODEARTSREPO:GROUP:GETGROUP', ['createGroup', 'getRepository', ...unasked]],
  ['codeartsrepo:group:get', all],
])('a deny of %s beside an allow of all leaves %j', async (action, left) => {
  const player = await manager();
  await scene.allow(player, '*');
  await scene.deny(player, action);
  expect(await passes(player)).toEqual(left);
});

test('a deny wins whether it comes before the allow or after it', async () => {
  const player = await manager();
  await scene.deny(player, 'codeartsrepo:group:*');
  await scene.allow(player, 'codeartsrepo:*:*');
  expect(await passes(player)).toEqual(['getRepository', ...unasked]);
});

test('a policy holds from its attachment to its detachment', async () => {
  const player = await manager();
  const { world } = scene;
  const { store, clock, ids } = world.server.data;
  const making = { ids, now: clock.now() };
  const document = JSON.stringify({
    Version: '5.0',
    Statement: [{ Effect: 'Allow', Action: ['codeartsrepo:group:getGroup'] }],
  });
  const wanted = { name: scene.word(), document };
  const policy = await store.write((records) =>
    createPolicy(records, world.operator, wanted, making),
  );
  expect(await passes(player)).toEqual(unasked);
  await store.write((records) =>
    attachPolicy(records, world.operator, policy, player.user, clock.now()),
  );
  expect(await passes(player)).toEqual(['getGroup', ...unasked]);
  await store.write((records) =>
    detachPolicy(records, world.operator, policy, player.user, clock.now()),
  );
  expect(await passes(player)).toEqual(unasked);
});

test('a statement about all actions but some spares those', async () => {
  const player = await manager();
  const { world } = scene;
  const { store, clock, ids } = world.server.data;
  const making = { ids, now: clock.now() };
  const statements = [
    { Effect: 'Allow', Action: ['*'] },
    { Effect: 'Deny', NotAction: ['codeartsrepo:repository:*', '*:*:createGroup'] },
  ];
  const document = JSON.stringify({ Version: '5.0', Statement: statements });
  const wanted = { name: scene.word(), document };
  await store.write(async (records) => {
    const policy = await createPolicy(records, world.operator, wanted, making);
    await attachPolicy(records, world.operator, policy, player.user, clock.now());
  });
  expect(await passes(player)).toEqual(['createGroup', 'getRepository']);
});

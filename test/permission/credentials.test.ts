import { afterAll, beforeAll, expect, test } from 'vitest';
import { setPassword } from '../../src/domain/access/index.ts';
import { openScene, type Player, type Scene } from './scene.ts';
import { type Answer, type Call, type Credential, refusalOf } from './wire.ts';

let scene: Scene;
let player: Player;
let other: Player;
let tree: Call;
let groups: Call;

beforeAll(async () => {
  scene = await openScene();
  player = await scene.player();
  other = await scene.player();
  const projectId = await scene.project();
  for (const each of [player, other]) {
    await scene.allow(each, '*');
    await scene.join(each, projectId, 3);
  }
  tree = { method: 'GET', path: `/v1/job/${projectId}/group/tree` };
  groups = { method: 'GET', path: `/v4/${projectId}/groups/1` };
});
afterAll(() => scene.close());

const refused = '401 APIGW.0301 Incorrect IAM authentication information: ';

function outcome(answer: Answer): string {
  if (answer.status !== 401) return String(answer.status);
  const { error_code, error_msg } = refusalOf(answer);
  return `401 ${error_code} ${error_msg}`;
}

test.each<[string, string, () => Credential | Promise<Credential>]>([
  ['a key alone', '200', () => ({ key: player })],
  ['a token alone', '200', async () => ({ token: await scene.token(player) })],
  [
    "a key and its owner's token",
    '200',
    async () => ({ key: player, token: await scene.token(player) }),
  ],
  [
    "a key and its owner's token without a scope: the key decides",
    '200',
    async () => ({ key: player, token: await scene.token(player, { scope: {} }) }),
  ],
  [
    "a key and another user's token",
    `${refused}the token and the signature are of two users`,
    async () => ({ key: player, token: await scene.token(other) }),
  ],
  [
    "a key and the token of another account's user",
    `${refused}the token and the signature are of two users`,
    async () => ({ key: player, token: await scene.token(scene.otherRoot) }),
  ],
  [
    'a key and an expired token',
    '401 DEV.00000003 Authentication information expired.',
    async () => ({ key: player, token: await scene.token(player, { hoursAgo: 25 }) }),
  ],
  [
    'a key and an unknown token',
    `${refused}decrypt token fail`,
    () => ({ key: player, token: 'MIIunknown' }),
  ],
  ['an unknown token', `${refused}decrypt token fail`, () => ({ token: 'MIIunknown' })],
  [
    'a revoked token',
    `${refused}decrypt token fail`,
    async () => {
      const token = await scene.token(player);
      const headers = { 'X-Subject-Token': token };
      const call = { method: 'DELETE', path: '/v3/auth/tokens', headers };
      expect((await scene.send({ token }, call)).status).toBe(204);
      return { token };
    },
  ],
  [
    'a token from before the password was changed',
    `${refused}decrypt token fail`,
    async () => {
      const token = await scene.token(other);
      const { store, passwords, clock } = scene.world.server.data;
      const hash = await passwords.hash(other.password);
      await store.write((records) =>
        setPassword(records, scene.world.operator, other.user, hash, clock.now()),
      );
      return { token };
    },
  ],
])('%s: %s', async (_name, wanted, credential) => {
  expect(outcome(await scene.send(await credential(), tree))).toBe(wanted);
});

test('a wrong secret is not mended by a right token', async () => {
  const key = { accessKey: player.accessKey, secretKey: other.secretKey };
  const answer = await scene.send({ key, token: await scene.token(player) }, tree);
  expect(outcome(answer)).toMatch(/^401 APIGW\.0301 .*verify aksk signature fail/);
});

test('a permanent key with X-Security-Token is refused', async () => {
  const call = { ...tree, headers: { 'X-Security-Token': 'any' } };
  expect(outcome(await scene.as(player, call))).toBe(
    `${refused}X-Security-Token does not belong to this access key`,
  );
});

test.each<[string, string, () => string | Promise<string>]>([
  ['the IAM project of the region', '200', () => scene.iamProjectOf(player)],
  ['nothing', '200', () => ''],
  ["another account's IAM project", 'refused', () => scene.iamProjectOf(scene.otherRoot)],
  ['an unknown project', 'refused', () => 'f'.repeat(32)],
  ['a CodeArts project', 'refused', () => scene.world.projectId],
])('X-Project-Id with %s: %s', async (_name, wanted, projectId) => {
  const call = { ...tree, headers: { 'X-Project-Id': await projectId() } };
  const text = `${refused}X-Project-Id must be an IAM project of your account`;
  for (const credential of [{ key: player }, { token: await scene.token(player) }]) {
    const answer = await scene.send(credential, call);
    expect(outcome(answer)).toBe(wanted === 'refused' ? text : wanted);
  }
});

test('Build takes a project-scoped token only, Repo any', async () => {
  const scopes = [
    {},
    { domain: { name: player.domainName } },
    { project: { name: scene.world.region } },
  ];
  const seen: string[][] = [];
  for (const scope of scopes) {
    const token = await scene.token(player, { scope });
    const [build, repo] = [await scene.send({ token }, tree), await scene.send({ token }, groups)];
    seen.push([outcome(build).replace(/;.*/, ''), outcome(repo)]);
  }
  const text = `${refused}this service takes a project-scoped token only`;
  // 404: there is no group 1, and whoever is told so has got through.
  expect(seen).toEqual([
    [text, '404'],
    [text, '404'],
    ['200', '404'],
  ]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  authorizeInAccount,
  createAccessKey,
  createTemporaryKey,
  deleteUser,
  principalOf,
  setPassword,
} from '../../src/domain/access/index.ts';
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

describe('a temporary key', () => {
  const origin = { requestId: '', address: 'test' };

  /** A key made so many minutes ago for an hour, and a call with its security token. */
  async function temporary(of: Player, { minutesAgo = 0, narrowedBy = '' } = {}) {
    const { store, vault } = scene.world.server.data;
    const need = { action: 'test:scene:set', policy: 'may-deny' } as const;
    const made = await store.write(async (records) => {
      const caller = principalOf(of.user, of.domainName);
      const grant = await authorizeInAccount(records, caller, need, origin);
      const wanted = { seconds: 3600, narrowedBy: narrowedBy || undefined };
      return createTemporaryKey(records, grant, vault, wanted, Date.now() - minutesAgo * 60_000);
    });
    const call = { ...tree, headers: { 'X-Security-Token': made.securityToken } };
    return { made, call, ask: async () => outcome(await scene.send({ key: made }, call)) };
  }

  test('signs together with its security token, until it ends', async () => {
    expect(await (await temporary(player)).ask()).toBe('200');
    expect(await (await temporary(player, { minutesAgo: 59 })).ask()).toBe('200');
    const ended = `${refused}the security token has expired`;
    expect(await (await temporary(player, { minutesAgo: 61 })).ask()).toBe(ended);
  });

  test('wants the security token that is its own, and the right secret', async () => {
    const { made, call } = await temporary(player);
    const another = await temporary(player);
    const with_ = (securityToken: string) => ({
      ...tree,
      headers: { 'X-Security-Token': securityToken },
    });
    const foreign = `${refused}X-Security-Token does not belong to this access key`;
    for (const shown of [another.made.securityToken, '', made.securityToken.toLowerCase()]) {
      expect(outcome(await scene.send({ key: made }, with_(shown)))).toBe(foreign);
    }
    expect(outcome(await scene.send({ key: made }, tree))).toBe(
      `${refused}a temporary access key needs its X-Security-Token`,
    );
    const crossed = { accessKey: made.accessKey, secretKey: another.made.secretKey };
    expect(outcome(await scene.send({ key: crossed }, call))).toMatch(/verify aksk signature fail/);
    // Ended ones tell a stranger no more than those that hold.
    const ended = await temporary(player, { minutesAgo: 61 });
    expect(outcome(await scene.send({ key: ended.made }, with_('x')))).toBe(foreign);
    // It proves nobody without a signature.
    const alone = { token: made.securityToken };
    expect(outcome(await scene.send(alone, tree))).toBe(`${refused}decrypt token fail`);
  });

  test('ends when its user is disabled, deleted or has another password', async () => {
    const { store, passwords, clock } = scene.world.server.data;
    const { operator } = scene.world;
    const hash = await passwords.hash('another');
    const endings: Record<string, (of: Player) => Promise<void>> = {
      disabled: (of) => scene.disableUser(of),
      deleted: ({ user }) =>
        store.write((records) => deleteUser(records, operator, user, clock.now())),
      'another password': ({ user }) =>
        store.write((records) => setPassword(records, operator, user, hash, clock.now())),
    };
    for (const [what, end] of Object.entries(endings)) {
      const person = await scene.player();
      const { made, call, ask } = await temporary(person);
      // Not of the project, but known.
      expect(await ask(), what).toBe('403');
      await end(person);
      const unknown = `${refused}Get secretKey failed,ak:${made.accessKey},err:ak not exist`;
      expect(outcome(await scene.send({ key: made }, call)), what).toBe(unknown);
    }
  });

  test('that is narrowed does what its policy allows as well as its user, and makes no keys', async () => {
    const allowing = (action: string) =>
      JSON.stringify({ Version: '5.0', Statement: [{ Effect: 'Allow', Action: [action] }] });
    const asks = async (of: Player, action: string) => {
      const { made, call } = await temporary(of, { narrowedBy: allowing(action) });
      return outcome(await scene.send({ key: made }, { ...call, path: '/v5/users' }));
    };
    expect(await asks(await scene.player(), 'iam:users:listUsersV5')).toBe('403');
    expect(await asks(player, 'iam:users:listUsersV5')).toBe('200');
    expect(await asks(player, 'iam:users:getUserV5')).toBe('403');
    expect(await asks(scene.root, 'iam:users:getUserV5')).toBe('403');
    expect(await asks(scene.root, '*')).toBe('200');
    const asksBuild = async (of: Player, action: string) =>
      (await temporary(of, { narrowedBy: allowing(action) })).ask();
    expect(await asksBuild(player, 'codeartsbuild:group:listGroups')).toBe('200');
    expect(await asksBuild(player, 'codeartsbuild:group:createGroup')).toBe('403');
    expect(await asksBuild(scene.root, 'codeartsbuild:group:createGroup')).toBe('403');

    const { store, vault } = scene.world.server.data;
    const narrowed = { ...principalOf(player.user, player.domainName), narrowedBy: allowing('*') };
    const need = { action: 'test:scene:set', policy: 'may-deny' } as const;
    const forbidden = expect.objectContaining({ kind: 'forbidden' });
    const made = store.write(async (records) => {
      const grant = await authorizeInAccount(records, narrowed, need, origin);
      return createAccessKey(records, grant, vault, player.user, 0);
    });
    await expect(made).rejects.toEqual(forbidden);
    const changed = store.write(async (records) => {
      const grant = await authorizeInAccount(records, narrowed, need, origin);
      return setPassword(records, grant, player.user, 'any', 0);
    });
    await expect(changed).rejects.toEqual(forbidden);
  });

  test('that ended long ago is forgotten when another is made', async () => {
    const week = 7 * 24 * 60;
    const old = await temporary(player, { minutesAgo: week + 61 });
    const young = await temporary(player, { minutesAgo: week + 1 });
    await temporary(player);
    const { store } = scene.world.server.data;
    const found = (accessKey: string) =>
      store.read(({ access }) => access.findTemporaryKey(accessKey));
    expect(await found(old.made.accessKey)).toBeUndefined();
    expect((await found(young.made.accessKey))?.key.accessKey).toBe(young.made.accessKey);
  });
});

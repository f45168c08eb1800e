import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  Guard,
  lowPasswordCost,
  Passwords,
  userOfPassword,
} from '../../src/domain/access/index.ts';
import { startServer } from '../../src/main.ts';
import { quietServer } from '../configuration.ts';
import { alike } from '../conformance/scene.ts';
import { openWorld, stores } from '../world.ts';
import { openScene, type Player, type Scene } from './scene.ts';
import { type Answer, type Call, passwordLogin, refusalOf, send } from './wire.ts';

const here = '127.0.0.1';
const elsewhere = '127.0.0.2';
const whoami: Call = { method: 'GET', path: '/v5/caller-identity' };

const login = (player: Pick<Player, 'domainName' | 'password'>, name: string): Call =>
  passwordLogin(player.domainName, name, player.password);

function outcome(answer: Answer): string {
  if (answer.status < 400) return String(answer.status);
  const { error_code, error_msg } = refusalOf(answer);
  return `${answer.status} ${error_code} ${error_msg.replace(/, ?canonicalRequest.*/, '')}`;
}

const gateway = '401 APIGW.0301 Incorrect IAM authentication information: ';
const lockedKey = `${gateway}AK access failed to reach the limit,forbidden.`;
const wrongSignature = `${gateway}verify aksk signature fail`;
const wrongPassword = '401 IAM.0062 The username or password is wrong.';
const lockedUser =
  '401 IAM.0061 The account is locked. Too many wrong passwords came from your address; try again ' +
  'in 15 minutes.';

describe.each(stores)('on the %s store', (store) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(store);
  });
  afterAll(() => scene.close());

  /** Sends calls one after the other and tells how they end. */
  async function outcomes(times: number, ask: () => Promise<Answer>): Promise<string[]> {
    const all: string[] = [];
    for (let i = 0; i < times; i += 1) all.push(outcome(await ask()));
    return all;
  }

  const bySignature = (player: Player, changes: { secretKey?: string; from?: string } = {}) => {
    const { from = here, secretKey = player.secretKey } = changes;
    const key = { accessKey: player.accessKey, secretKey };
    return scene.send({ key }, { ...whoami, from });
  };
  const byPassword = (player: Player, changes: { password?: string; from?: string } = {}) => {
    const { from = here, password = player.password } = changes;
    return scene.send({}, { ...login({ ...player, password }, player.user.name), from });
  };

  test('more than five wrong signatures lock a key for their address alone', async () => {
    const player = await scene.player();
    const wrong = () => bySignature(player, { secretKey: 'wrong' });
    expect(await outcomes(6, wrong)).toEqual(Array(6).fill(wrongSignature));
    expect(outcome(await wrong())).toBe(lockedKey);
    expect(outcome(await bySignature(player))).toBe(lockedKey);
    expect(outcome(await bySignature(player, { from: elsewhere }))).toBe('200');
    // The user has another way in.
    expect(outcome(await byPassword(player))).toBe('201');
  });

  test('a key that nobody has is locked just so', async () => {
    const key = { accessKey: 'NOBODYSKEY', secretKey: 'any' };
    const answers = await outcomes(8, () => scene.send({ key }, { ...whoami, from: elsewhere }));
    const unknown = `${gateway}Get secretKey failed,ak:NOBODYSKEY,err:ak not exist`;
    expect(answers).toEqual([...Array(6).fill(unknown), lockedKey, lockedKey]);
  });

  test('five wrong passwords lock a user for their address alone', async () => {
    const player = await scene.player();
    const wrong = () => byPassword(player, { password: 'wrong' });
    expect(await outcomes(5, wrong)).toEqual(Array(5).fill(wrongPassword));
    expect(outcome(await byPassword(player))).toBe(lockedUser);
    expect(outcome(await byPassword(player, { from: elsewhere }))).toBe('201');
    expect(outcome(await bySignature(player))).toBe('200');
  });

  test('users that are there and users that are not cannot be told apart by it', async () => {
    const player = await scene.player();
    const ask = (name: string, domainName = player.domainName) =>
      scene.send({}, { ...login({ domainName, password: 'wrong' }, name), from: here });
    for (let i = 0; i < 8; i += 1) {
      const answers = [await ask(player.user.name), await ask('nobody'), await ask('x', 'nowhere')];
      expect(outcome(alike(answers))).toBe(i < 5 ? wrongPassword : lockedUser);
    }
  });

  test('what succeeds in between begins the count anew', async () => {
    const player = await scene.player();
    for (let round = 0; round < 3; round += 1) {
      await outcomes(5, () => bySignature(player, { secretKey: 'wrong' }));
      expect(outcome(await bySignature(player))).toBe('200');
      await outcomes(4, () => byPassword(player, { password: 'wrong' }));
      expect(outcome(await byPassword(player))).toBe('201');
    }
  });

  test('the root user is not locked out of the machine itself', async () => {
    const { root } = scene;
    expect(await outcomes(20, () => bySignature(root, { secretKey: 'wrong' }))).toEqual(
      Array(20).fill(wrongSignature),
    );
    expect(outcome(await bySignature(root))).toBe('200');
    expect(await outcomes(20, () => byPassword(root, { password: 'wrong' }))).toEqual(
      Array(20).fill(wrongPassword),
    );
    expect(outcome(await byPassword(root))).toBe('201');
  });

  test('from another machine the root user is locked like anybody', async () => {
    const { passwords, store } = scene.world.server.data;
    const desk = { store, passwords, guard: new Guard(store) };
    const { domainName, password, user } = scene.root;
    const attempt = (tried: string) =>
      userOfPassword(
        desk,
        { domainName, userName: user.name, password: tried },
        '192.0.2.1',
        Date.now(),
      ).catch(({ kind }) => kind);
    for (let i = 0; i < 5; i += 1) expect(await attempt('wrong')).toBe('wrong-password');
    expect(await attempt(password)).toBe('locked');
    await desk.guard.close();
  });

  test('what is no guess does not count', async () => {
    const player = await scene.player();
    const signed = (headers: Record<string, string>) =>
      send(scene.world.endpoint, {}, { ...whoami, headers: { ...headers } });
    const authorization = (algorithm: string) =>
      `${algorithm} Access=${player.accessKey}, SignedHeaders=x-sdk-date, Signature=${'0'.repeat(64)}`;
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    for (const headers of [
      { Authorization: authorization('SDK-HMAC-SHA256'), 'X-Sdk-Date': '20200101T000000Z' },
      { Authorization: authorization('SDK-HMAC-MD5'), 'X-Sdk-Date': date },
      { Authorization: 'SDK-HMAC-SHA256 Access=', 'X-Sdk-Date': date },
      {
        Authorization: authorization('SDK-HMAC-SHA256'),
        'X-Sdk-Date': date,
        'X-Sdk-Content-Sha256': 'a'.repeat(64),
      },
      {
        Authorization: authorization('SDK-HMAC-SHA256'),
        'X-Sdk-Date': date,
        'X-Security-Token': 'of another key',
      },
    ]) {
      expect(await outcomes(7, () => signed(headers))).not.toContain(lockedKey);
    }
    expect(outcome(await bySignature(player))).toBe('200');
  });

  test('locks are kept, as many as there may be, until they end', async () => {
    const { store } = scene.world.server.data;
    const now = Date.now() + 3600_000;
    const locks = Array.from({ length: 30 }, (_, i) => ({ subject: `s${i}`, until: now + i }));
    await store.write(({ access }) => access.putLocks(locks, 0, 20));
    await store.write(({ access }) => access.putLocks([{ subject: 's29', until: now }], 0, 20));
    const kept = await store.read(({ access }) => access.listLocks(now + 10));
    expect(kept.map(({ subject }) => subject).sort()).toEqual(
      Array.from({ length: 18 }, (_, i) => `s${i + 11}`).sort(),
    );
    await store.write(({ access }) => access.putLocks([], now + 100, 20));
    expect(await store.read(({ access }) => access.listLocks(0))).toEqual([]);
  });
});

test('who is locked costs no work on passwords', async () => {
  let worked = 0;
  class Counting extends Passwords {
    override matches(password: string, stored: string | undefined): Promise<boolean> {
      worked += 1;
      return super.matches(password, stored);
    }
  }
  const scene = await openScene();
  const { store } = scene.world.server.data;
  const desk = { store, passwords: new Counting(lowPasswordCost), guard: new Guard(store) };
  const wrong = { domainName: 'x', userName: 'y', password: 'z' };
  const attempt = () => userOfPassword(desk, wrong, '192.0.2.1', Date.now()).catch(() => undefined);
  for (let i = 0; i < 50; i += 1) await attempt();
  expect(worked).toBe(5);
  await desk.guard.close();
  await scene.close();
});

test('of many who guess at once no more are told than one by one', async () => {
  const scene = await openScene();
  const player = await scene.player();
  const { store, passwords } = scene.world.server.data;
  const desk = { store, passwords, guard: new Guard(store) };
  const { domainName, user } = player;
  const attempt = (password: string) =>
    userOfPassword(desk, { domainName, userName: user.name, password }, '192.0.2.1', Date.now());
  const kinds = await Promise.all(
    Array.from({ length: 9 }, (_, i) => attempt(i < 8 ? `${i}` : player.password)).map((each) =>
      each.then(
        () => 'right',
        ({ kind }) => kind,
      ),
    ),
  );
  // Which of them come first is chance; the right password is told among the locked.
  expect(kinds.sort()).toEqual([...Array(4).fill('locked'), ...Array(5).fill('wrong-password')]);
  await desk.guard.close();
  await scene.close();
});

test('a thousand guesses make the server write once a second at most', async () => {
  const world = await openWorld('memory', { metrics: { host: here, port: 0 } });
  const writes = async () => {
    const text = await (await fetch(world.server.metricsUrl ?? '')).text();
    return Number(/^atelier_store_duration_seconds_count\{kind="write"\} (\d+)$/m.exec(text)?.[1]);
  };
  let before = -1;
  // What a server tidies up when it starts is done.
  for (let now = await writes(); now !== before; now = await writes()) before = now;
  const began = Date.now();
  for (let i = 0; i < 50; i += 1) {
    const key = { accessKey: `KEY${i}`, secretKey: 'any' };
    const wrong = login({ domainName: 'any', password: 'any' }, `user ${i}`);
    for (let times = 0; times < 10; times += 1) {
      const answers = [
        await send(world.endpoint, { key }, whoami),
        await send(world.endpoint, {}, wrong),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    }
  }
  const seconds = (Date.now() - began) / 1000;
  expect((await writes()) - before).toBeGreaterThan(0);
  expect((await writes()) - before).toBeLessThanOrEqual(1 + seconds);
  // None of the hundred locks is forgotten over it.
  const { store } = world.server.data;
  const kept = () => store.read(({ access }) => access.listLocks(Date.now()));
  await expect.poll(async () => (await kept()).length, { timeout: 10_000 }).toBe(100);
  await world.close();
}, 60_000);

test('a lock outlives the server, and ends in time', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'atelier-locks-'));
  const wrong = login({ domainName: 'any', password: 'any' }, 'somebody');
  const start = () => startServer({ ...quietServer, data: { directory } });
  const first = await start();
  for (let i = 0; i < 5; i += 1) {
    expect(outcome(await send(first.endpoint, {}, wrong))).toBe(wrongPassword);
  }
  await first.stop();
  const second = await start();
  expect(outcome(await send(second.endpoint, {}, wrong))).toBe(lockedUser);
  const guess = { domainName: 'any', userName: 'somebody', address: here };
  const guard = new Guard(second.data.store);
  const locked = (minutes: number) => guard.isLocked(guess, Date.now() + minutes * 60_000);
  expect([await locked(14), await locked(15)]).toEqual([true, false]);
  await second.stop();
  rmSync(directory, { recursive: true });
});

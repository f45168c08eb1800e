import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PermissionRow } from '../../src/contract/operation.ts';
import type { AuditLine } from '../../src/domain/audit/index.ts';
import { services } from '../../src/main.ts';
import { stores } from '../world.ts';
import { cases } from './cases.ts';
import { openScene, type Player, type Scene } from './scene.ts';
import { type Answer, type Call, refusalOf } from './wire.ts';

interface Declared {
  readonly writes: boolean;
  readonly row: PermissionRow;
}

const declared: Readonly<Record<string, Declared>> = Object.fromEntries(
  services.flatMap(({ title, operations }) =>
    operations.map(({ name, method, transaction, permission: { row } }) => [
      `${title}: ${name}`,
      // Some that read have to open their transactions themselves.
      { writes: transaction === 'write' || (transaction === 'own' && method !== 'GET'), row },
    ]),
  ),
);

const requestIdOf = ({ headers }: Answer) => headers['x-request-id'] ?? 'none';

describe.each(stores)('on the %s store', (store) => {
  let scene: Scene;
  /** Everything that came in or went out and must stay secret. */
  const secrets = new Set<string>();

  beforeAll(async () => {
    scene = await openScene(store);
    knowSecretsOf(scene.root);
    knowSecretsOf(scene.otherRoot);
  });
  afterAll(() => scene.close());

  function knowSecretsOf({ password, secretKey }: Player): void {
    secrets.add(password).add(secretKey);
  }

  async function newPlayer(): Promise<Player> {
    const player = await scene.player();
    knowSecretsOf(player);
    return player;
  }

  /** All lines of the scene's first account, oldest first. */
  async function audit(): Promise<AuditLine[]> {
    const { domainId } = scene.world;
    const lines = await scene.world.server.data.store.read((records) =>
      records.audit.list(domainId, {}, { from: 0, below: Number.MAX_SAFE_INTEGER }, 1_000_000),
    );
    return lines.reverse();
  }

  const linesAbout = async (answer: Answer) =>
    (await audit()).filter(({ requestId }) => requestId === requestIdOf(answer));

  /** The call with a credential; what must not be noted is known afterwards. */
  async function made(by: Player | undefined, call: Call): Promise<Answer> {
    const answer = await scene.send(by ? { key: by } : {}, call);
    const { headers = {}, body } = call;
    for (const [name, value] of [...Object.entries(headers), ...Object.entries(answer.headers)]) {
      if (/token/i.test(name)) secrets.add(value);
    }
    for (const value of [body, answer.body]) {
      for (const text of secretValuesIn(value)) secrets.add(text);
    }
    return answer;
  }

  test.each(Object.entries(cases))('%s', async (name, each) => {
    const { writes, row } = declared[name] as Declared;
    const { root } = scene;
    const projectId = await scene.project();
    const before = Date.now();
    // What the root user may not do by its nature, a member does.
    const actor = each.ruledOut === undefined ? root : await newPlayer();
    if (actor !== root) await scene.join(actor, projectId, 8);
    const done = await made(actor, await each.call({ scene, caller: actor, projectId }));
    expect(done.status).toBe(each.status);
    const lines = await linesAbout(done);
    // Who changes nothing leaves no line, and no line is there twice.
    expect(lines.length > 0).toBe(writes);
    expect(new Set(lines.map(({ action, resource }) => `${action} ${resource}`)).size).toBe(
      lines.length,
    );
    for (const line of lines) {
      expect(line).toMatchObject({
        domainId: scene.world.domainId,
        userId: actor.user.id,
        userName: actor.user.name,
        resource: expect.stringMatching(each.status < 400 ? /^[a-z-]+\/./ : /^\//),
        address: '127.0.0.1',
        // Some calls do no more than a refused one, lest they spoil what follows.
        refusal: each.status < 400 ? undefined : expect.anything(),
      });
      if (row.action !== undefined) {
        expect([row.action, ...(row.dependencies ?? [])]).toContain(line.action);
      }
      expect(line.at).toBeGreaterThanOrEqual(before);
      expect(line.at).toBeLessThanOrEqual(Date.now());
    }

    const call = await each.call({ scene, caller: root, projectId: await scene.project() });
    const { length } = await audit();
    const stranger = await made(undefined, row.open ? { ...call, body: {} } : call);
    expect(stranger.status).toBeGreaterThanOrEqual(400);
    expect((await audit()).length).toBe(length);

    if (row.action === undefined) return;
    const player = await newPlayer();
    await scene.deny(player, '*');
    const refused = await made(player, call);
    expect([403, 404, 422]).toContain(refused.status);
    expect(await linesAbout(refused)).toEqual([
      expect.objectContaining({
        userId: player.user.id,
        action: row.action,
        resource: call.path,
        refusal: {
          status: refused.status,
          // The answer to a HEAD has no body that would tell.
          code: refused.text === '' ? expect.any(String) : refusalOf(refused).error_code,
        },
      }),
    ]);
  });

  test('what is hidden, missing or against a rule is noted, and so is a body that is none', async () => {
    const projectId = await scene.project();
    const path = `/v4/${projectId}/groups`;
    const player = await newPlayer();
    await scene.allow(player, '*');
    const calls: [Player, Call, number][] = [
      [player, { method: 'POST', path, body: { name: 'a' } }, 403],
      [scene.root, { method: 'POST', path, body: { name: '?' } }, 400],
      [scene.root, { method: 'POST', path, body: 'text' }, 400],
      [scene.root, { method: 'GET', path: `${path}/2147483647` }, 404],
      [scene.root, { method: 'GET', path: '/v4/groups/list', query: { limit: '0' } }, 400],
      [scene.root, { method: 'POST', path: '/v4/x/groups', body: { name: 'a' } }, 400],
    ];
    for (const [by, call, status] of calls) {
      const answer = await made(by, call);
      expect(answer.status).toBe(status);
      const refusal = { status, code: refusalOf(answer).error_code };
      expect(await linesAbout(answer)).toEqual([
        expect.objectContaining({ userId: by.user.id, resource: call.path, refusal }),
      ]);
    }
  });

  test('a token that a service does not take is noted, too', async () => {
    const token = await scene.token(scene.root, { scope: {} });
    secrets.add(token);
    const path = `/v1/job/${await scene.project()}/group/tree`;
    const answer = await scene.send({ token }, { method: 'GET', path });
    const refusal = { status: 401, code: 'APIGW.0301' };
    expect(await linesAbout(answer)).toEqual([
      expect.objectContaining({ userId: scene.root.user.id, refusal }),
    ]);
  });

  test('strangers cost no line: wrong keys, passwords, tokens and paths', async () => {
    const { root } = scene;
    const path = `/v4/${await scene.project()}/groups`;
    const { length } = await audit();
    const wrongKey = { ...root, secretKey: 'wrong' };
    const user = { domain: { name: root.domainName }, name: root.user.name, password: 'wrong' };
    const auth = { identity: { methods: ['password'], password: { user } } };
    const answers = [
      await scene.send({ key: wrongKey }, { method: 'POST', path, body: { name: 'a' } }),
      await scene.send({ token: 'wrong' }, { method: 'POST', path, body: { name: 'a' } }),
      await scene.send({}, { method: 'POST', path: '/v3/auth/tokens', body: { auth } }),
      await scene.send({ key: root }, { method: 'GET', path: '/nowhere' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 404]);
    expect((await audit()).length).toBe(length);
  });

  test('nothing of all that was a secret is in it', async () => {
    const text = JSON.stringify(await audit());
    expect(secrets.size).toBeGreaterThan(10);
    // The search finds what is there.
    expect(text).toContain(scene.root.user.id);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

/** Texts under a name that sounds like a secret. */
function secretValuesIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    return /password$|secret|token|^sk$/i.test(name) && value !== '' ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, each]) => secretValuesIn(each, inner));
}

import { describe, expect, it } from 'vitest';
import {
  Guard,
  issueTokenByPassword,
  lowPasswordCost,
  Passwords,
  setPassword,
  setUserEnabled,
} from '../../../src/domain/access/index.ts';
import { ask, proven, tokenClient, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, newAccount, onEveryStore, type Scene, unknownId } from '../scene.ts';
import { badBody, refused, wrongPassword } from './answers.ts';

const createToken = proven('IAM v3', 'KeystoneCreateUserTokenByPassword');
const validate = operationOf('IAM v3', 'KeystoneValidateToken');

interface Login {
  readonly domain?: unknown;
  readonly name?: unknown;
  readonly password?: unknown;
}

/** The body of a login as the root user, with changes to the user and a scope. */
function login({ world }: Scene, scope?: unknown, changes: Login = {}): object {
  const { domainName, userName, password } = world;
  const user = { domain: { name: domainName }, name: userName, password, ...changes };
  return { auth: { identity: { methods: ['password'], password: { user } }, scope } };
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}000Z$/);

onEveryStore((scene) => {
  it('issues a token for the project of a region', async () => {
    const { world } = scene;
    const before = Date.now();
    const body = login(scene, { project: { name: 'cn-north-4' } });
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(createToken, {}, body);
      const domain = { id: world.domainId, name: world.domainName };
      expect(answer.body).toEqual({
        token: {
          catalog: expect.any(Array),
          expires_at: time,
          issued_at: time,
          methods: ['password'],
          project: { id: world.iamProjectId, name: 'cn-north-4', domain },
          roles: [{ id: '0', name: 'te_admin' }],
          user: {
            domain,
            id: expect.stringMatching(/^[0-9a-f]{32}$/),
            name: world.userName,
            password_expires_at: '',
          },
        },
      });
      // By the real clock, whatever clock stamps the data.
      const { token } = answer.body as { token: { issued_at: string; expires_at: string } };
      const issued = Date.parse(token.issued_at);
      expect(issued).toBeGreaterThanOrEqual(before);
      expect(Date.parse(token.expires_at)).toBe(issued + 24 * 3600 * 1000);
      expect(answer.headers['x-subject-token']).toMatch(/^MII[0-9A-Za-z]{61}$/);
    }
  });

  it('lists the services of this server in the catalog, unless told not to', async () => {
    const { endpoint } = scene.world;
    const full = await scene.core.send(createToken, {}, login(scene));
    const { catalog } = (full.body as { token: { catalog: { name: string }[] } }).token;
    const named = Object.fromEntries(catalog.map((service) => [service.name, service]));
    expect(named.iam).toMatchObject({
      type: 'identity',
      endpoints: [{ url: `${endpoint}/v3`, region: '*', region_id: '*', interface: 'public' }],
    });
    expect(named['codehub-ext']).toMatchObject({
      endpoints: [{ url: endpoint, region: 'cn-north-4' }],
    });
    const bare = await scene.core.send(createToken, { nocatalog: 'true' }, login(scene));
    expect(bare.body).toMatchObject({ token: { catalog: [] } });
  });

  it.each([
    ['no scope', () => undefined, 'domain'],
    ['null as scope', () => null, 'domain'],
    ['an empty scope', () => ({}), 'domain'],
    ['the account by name', (w: Scene['world']) => ({ domain: { name: w.domainName } }), 'domain'],
    ['the account by id', (w: Scene['world']) => ({ domain: { id: w.domainId } }), 'domain'],
    ['a project by name', () => ({ project: { name: 'cn-north-4' } }), 'project'],
    ['a project by id', (w: Scene['world']) => ({ project: { id: w.iamProjectId } }), 'project'],
    [
      'a project and the account',
      (w: Scene['world']) => ({
        project: { name: 'cn-north-4' },
        domain: { name: w.domainName },
      }),
      'project',
    ],
  ] as const)('scopes a token to %s', async (_what, scopeOf, kind) => {
    const { world } = scene;
    const answer = await scene.core.send(createToken, {}, login(scene, scopeOf(world)));
    const { token } = answer.body as { token: Record<string, { id: string }> };
    const other = kind === 'project' ? 'domain' : 'project';
    const id = kind === 'project' ? world.iamProjectId : world.domainId;
    expect(token[kind]).toMatchObject({ id });
    expect(token).not.toHaveProperty(other);
  });

  it('keeps older tokens valid, and needs no credential', async () => {
    const { world } = scene;
    const older = await tokenOf(world, world);
    const newer = await tokenOf(world, world);
    expect(newer).not.toBe(older);
    for (const token of [older, newer]) {
      const client = tokenClient(world, token);
      expect((await client.send(validate, { 'X-Subject-Token': older })).status).toBe(200);
    }
  });

  it('gives an IAM user a token without roles', async () => {
    const { person } = await scene.enter('user');
    const changes = { name: 'user', password: person.password };
    const answer = await scene.core.send(createToken, {}, login(scene, undefined, changes));
    expect(answer.body).toMatchObject({ token: { roles: [], user: { id: person.user.id } } });
  });

  it('gives no token where the password changes while it is being checked', async () => {
    const { world } = scene;
    const { person } = await scene.enter('overtaken');
    const { store, passwords } = world.server.data;
    const next = await passwords.hash('Another-password-1');
    class Overtaken extends Passwords {
      override async matches(password: string, stored: string | undefined): Promise<boolean> {
        const right = await super.matches(password, stored);
        await store.write((records) =>
          setPassword(records, world.operator, person.user, next, Date.now()),
        );
        return right;
      }
    }
    const issued = issueTokenByPassword(
      { store, passwords: new Overtaken(lowPasswordCost), guard: new Guard(store) },
      { domainName: world.domainName, userName: 'overtaken', password: person.password, scope: {} },
      { requestId: '', address: '' },
      Date.now(),
    );
    await expect(issued).rejects.toMatchObject({ kind: 'wrong-password' });
  });

  it('tells a wrong password, user and account and a disabled user alike', async () => {
    const { person } = await scene.enter('disabled');
    const { store } = scene.world.server.data;
    await store.write((records) =>
      setUserEnabled(records, scene.world.operator, person.user, false, scene.now),
    );
    await newAccount(scene, 'foreign');
    const answers = await Promise.all(
      [
        { password: 'wrong' },
        { password: '' },
        { name: 'nobody' },
        { domain: { name: 'nowhere' } },
        { domain: { name: 'foreign' } },
        { name: 'disabled', password: person.password },
      ].map((changes) => scene.core.send(createToken, {}, login(scene, undefined, changes))),
    );
    expect(alike(answers)).toMatchObject(wrongPassword);
  });

  describe('refuses', () => {
    const identity = (part: object) => ({ auth: { identity: part } });
    const password = { user: { domain: { name: 'a' }, name: 'a', password: 'a' } };

    it.each([
      ['nothing', undefined, '\\[body\\] is required'],
      ['no JSON', '{', '\\[body\\] must be JSON'],
      ['no auth', {}, '\\[auth\\] is required'],
      ['null as auth', { auth: null }, '\\[auth\\] is required'],
      ['no identity', { auth: {} }, '\\[auth.identity\\] is required'],
      ['no method', identity({ password }), '\\[auth.identity.methods\\] is required'],
      ['no methods', identity({ methods: [], password }), '\\[auth.identity.methods\\] must be'],
      ['a text as methods', identity({ methods: 'password' }), '\\[auth.identity.methods\\] must'],
      ['an unknown method', identity({ methods: ['x'] }), '\\[auth.identity.methods\\] must be'],
      ['no password', identity({ methods: ['password'] }), '\\[auth.identity.password\\] is requ'],
      [
        'no user',
        identity({ methods: ['password'], password: {} }),
        '\\[auth.identity.password.user\\] is required',
      ],
      [
        'no account',
        identity({ methods: ['password'], password: { user: { name: 'a', password: 'a' } } }),
        '\\[auth.identity.password.user.domain\\] is required',
      ],
      [
        'a number as password',
        identity({ methods: ['password'], password: { user: { ...password.user, password: 1 } } }),
        '\\[auth.identity.password.user.password\\] must be a text',
      ],
    ])('%s', async (_what, body, reason) => {
      const answer = await scene.hand.send(createToken, {}, body);
      expect(answer).toMatchObject(badBody(reason));
    });

    it.each([
      ['an unknown project', { project: { name: 'x' } }, 'Could not find project: x\\.$'],
      ['an unknown project id', { project: { id: unknownId } }, 'Could not find project: 0123'],
      ['an unknown account', { domain: { name: 'x' } }, 'Could not find domain: x\\.$'],
      ['an unknown account id', { domain: { id: unknownId } }, 'Could not find domain: 0123'],
    ])('%s as scope', async (_what, scope, text) => {
      const answer = await scene.core.send(createToken, {}, login(scene, scope));
      const field = text.startsWith('Could') ? `(\\[auth.scope\\] )?${text}` : text;
      expect(answer).toMatchObject(refused(404, 'IAM.0004', field));
    });

    it('a project of another account as it refuses one that is nowhere', async () => {
      const { iamProjectId } = await newAccount(scene, 'elsewhere');
      const answer = await scene.core.send(
        createToken,
        {},
        login(scene, { project: { id: iamProjectId } }),
      );
      const text = `(\\[auth.scope\\] )?Could not find project: ${iamProjectId}`;
      expect(answer).toMatchObject(refused(404, 'IAM.0004', text));
    });

    it.each(['project', 'domain'])('a %s without id and name as scope', async (kind) => {
      const answer = await scene.core.send(createToken, {}, login(scene, { [kind]: {} }));
      const reason = `\\[auth.scope.${kind}\\] must have an id or a name`;
      expect(answer).toMatchObject(badBody(reason));
    });

    it('a body over 64 KB from somebody it does not know', async () => {
      const body = JSON.stringify(login(scene, undefined, { password: 'x'.repeat(70_000) }));
      const request = { method: 'POST', target: '/v3/auth/tokens', body };
      const answer = await ask(scene.world, request, createToken);
      expect(answer).toMatchObject({ status: 413, body: { error_code: 'APIGW.0201' } });
    });

    it.each([['totp', 'password'], ['assume_role'], ['mapped'], ['token', 'totp']])(
      'the methods of operations that are not offered: %s',
      async (...methods) => {
        const answer = await scene.hand.send(createToken, {}, identity({ methods }));
        expect(answer).toMatchObject({ status: 404, body: { error_code: 'APIGW.0101' } });
      },
    );
  });
});

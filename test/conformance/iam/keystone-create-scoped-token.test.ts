import { expect, it } from 'vitest';
import { setUserEnabled } from '../../../src/domain/access/index.ts';
import { proven, tokenClient, tokenOf } from '../../clients.ts';
import { type Answer, operationOf } from '../../strict-answers.ts';
import { alike, loginOf, newAccount, onEveryStore, unknownId } from '../scene.ts';
import { badBody, expire, refused } from './answers.ts';

const createScoped = proven('IAM v3', 'KeystoneCreateScopedToken');
const validate = operationOf('IAM v3', 'KeystoneValidateToken');
const revoke = operationOf('IAM v3', 'KeystoneRevokeToken');
const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');

const body = (id: unknown, scope?: unknown) => ({
  auth: { identity: { methods: ['token'], token: { id } }, scope },
});
const described = (answer: Answer) =>
  (answer.body as { token: { expires_at: string; issued_at: string; methods: string[] } }).token;
const unauthorized = refused(
  401,
  'IAM.0001',
  'The request you have made requires authentication\\. \\[auth.identity.token.id\\] must be a',
);

onEveryStore((scene) => {
  it('gives a token of another scope that ends when the old one does', async () => {
    const { world } = scene;
    const { person } = await scene.enter('user');
    const old = await tokenOf(world, loginOf(scene, person), {});
    const before = described(await scene.token.send(validate, { 'X-Subject-Token': old }));
    const scope = { project: { name: 'cn-north-4', domain: { name: world.domainName } } };
    const answer = await scene.core.send(createScoped, {}, body(old, scope));
    const domain = { id: world.domainId, name: world.domainName };
    expect(described(answer)).toMatchObject({
      methods: ['token'],
      project: { id: world.iamProjectId, name: 'cn-north-4', domain },
      user: { name: 'user', id: person.user.id, domain },
      roles: [],
      expires_at: before.expires_at,
    });
    expect(answer.body).not.toHaveProperty('token.domain');

    const token = answer.headers['x-subject-token'] ?? '';
    expect(token).not.toBe(old);
    const client = tokenClient(world, token);
    expect((await client.send(showUser)).body).toMatchObject({ user_name: 'user' });
    // What it is, it says again when asked; and the old one is as good as before.
    const seen = await client.send(validate, { 'X-Subject-Token': token });
    expect(described(seen)).toEqual(described(answer));
    expect((await tokenClient(world, old).send(showUser)).status).toBe(200);
    const again = await scene.core.send(
      createScoped,
      {},
      body(token, { domain: { id: world.domainId } }),
    );
    expect(described(again).expires_at).toBe(before.expires_at);
    expect(again.body).toMatchObject({ token: { domain } });
  });

  it('needs no scope, and no other credential', async () => {
    const old = await tokenOf(scene.world, scene.world);
    const stranger = tokenClient(scene.world, 'bad');
    const answer = await stranger.send(createScoped, {}, body(old));
    expect(answer.body).toMatchObject({ token: { domain: { id: scene.world.domainId } } });
  });

  it('tells a token that is unknown, revoked, expired or of a disabled user alike', async () => {
    const { world } = scene;
    const { person } = await scene.enter('disabled');
    const [revoked, expired] = [await tokenOf(world, world), await tokenOf(world, world)];
    const disabled = await tokenOf(world, loginOf(scene, person));
    await scene.token.send(revoke, { 'X-Subject-Token': revoked });
    await expire(scene, expired);
    await world.server.data.store.write((records) =>
      setUserEnabled(records, world.operator, person.user, false, scene.now),
    );
    const answers = await Promise.all(
      ['', 'MIIx', revoked, expired, disabled].map((id) =>
        scene.core.send(createScoped, {}, body(id)),
      ),
    );
    expect(alike(answers)).toMatchObject(unauthorized);
  });

  it('refuses scopes that are not of the account, and bodies without a token', async () => {
    const { iamProjectId } = await newAccount(scene, 'elsewhere');
    const id = await tokenOf(scene.world, scene.world);
    for (const scope of [
      { project: { id: iamProjectId } },
      { project: { id: unknownId } },
      { project: { name: 'cn-north-4', domain: { name: 'elsewhere' } } },
      { domain: { name: 'elsewhere' } },
    ]) {
      const answer = await scene.core.send(createScoped, {}, body(id, scope));
      expect(answer).toMatchObject(refused(404, 'IAM.0004', '\\[auth.scope\\] Could not find'));
    }
    expect(await scene.core.send(createScoped, {}, body(id, { project: {} }))).toMatchObject(
      badBody('\\[auth.scope.project\\] must have an id or a name'),
    );
    expect(await scene.hand.send(createScoped, {}, body(1))).toMatchObject(
      badBody('\\[auth.identity.token.id\\] must be a text'),
    );
    const bare = { auth: { identity: { methods: ['token'] } } };
    expect(await scene.hand.send(createScoped, {}, bare)).toMatchObject(
      badBody('\\[auth.identity.token\\] is required'),
    );
  });
});

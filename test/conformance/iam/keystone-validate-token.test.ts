import { expect, it } from 'vitest';
import { proven, signingClient, tokenClient, tokenOf } from '../../clients.ts';
import { alike, loginOf, newAccount, onEveryStore, type Role, type Scene } from '../scene.ts';
import { badBody, expire, invalidSubject } from './answers.ts';

const validate = proven('IAM v3', 'KeystoneValidateToken');

const tokenFor = (scene: Scene, { person }: Role) => tokenOf(scene.world, loginOf(scene, person));

onEveryStore((scene) => {
  it('describes a token and hands it back', async () => {
    const { world } = scene;
    const token = await tokenOf(world, world);
    const domain = { id: world.domainId, name: world.domainName };
    for (const client of [scene.core, scene.token, tokenClient(world, token)]) {
      const answer = await client.send(validate, { 'X-Subject-Token': token });
      expect(answer.headers['x-subject-token']).toBe(token);
      expect(answer.body).toMatchObject({
        token: {
          methods: ['password'],
          project: { id: world.iamProjectId, name: 'cn-north-4', domain },
          roles: [{ id: '0', name: 'te_admin' }],
          user: { name: world.userName, domain },
        },
      });
      const { catalog } = (answer.body as { token: { catalog: object[] } }).token;
      expect(catalog).not.toEqual([]);
    }
    const bare = await scene.core.send(validate, { 'X-Subject-Token': token, nocatalog: '1' });
    expect(bare.body).toMatchObject({ token: { catalog: [] } });
  });

  it("shows users their own tokens, and the root user everybody's", async () => {
    const user = await scene.enter('user');
    const token = await tokenFor(scene, user);
    for (const { core } of [user, scene]) {
      const answer = await core.send(validate, { 'X-Subject-Token': token });
      const { id } = user.person.user;
      expect(answer.body).toMatchObject({ token: { user: { id }, roles: [] } });
    }
  });

  it('tells tokens that are unknown, expired, ended or not theirs alike', async () => {
    const { world } = scene;
    const user = await scene.enter('asker');
    const stranger = await newAccount(scene, 'foreign');
    const expired = await tokenFor(scene, user);
    await expire(scene, expired);
    const answers = await Promise.all(
      ['unknown', 'x'.repeat(100_000), expired, await tokenOf(world, world)].map((token) =>
        user.core.send(validate, { 'X-Subject-Token': token }),
      ),
    );
    const theirs = await tokenFor(scene, user);
    const foreign = signingClient(world, stranger);
    answers.push(await foreign.send(validate, { 'X-Subject-Token': theirs }));
    expect(alike(answers)).toMatchObject(invalidSubject);
  });

  it('refuses a call without a token in question', async () => {
    const answer = await scene.core.send(validate);
    expect(answer).toMatchObject(badBody('\\[X-Subject-Token\\] is required'));
  });
});

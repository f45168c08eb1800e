import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { loginOf, onEveryStore } from '../scene.ts';
import { badValue, denied, heardOfNobody, newUser, notFound, rootOf, rootOnly } from './answers.ts';

const updateProfile = proven('IAM v5', 'UpdateLoginProfileV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');
const password = 'Secret-new-2';

onEveryStore((scene) => {
  it('sets a new password, which ends the old one and the tokens, and leaves keys', async () => {
    const { core, token, person } = await scene.enter('renewed');
    const user_id = person.user.id;
    const answer = await scene.core.send(updateProfile, { user_id }, { password });
    expect(answer.body).toMatchObject({ login_profile: { password_reset_required: false } });
    expect((await token.send(callerIdentity)).status).toBe(401);
    expect((await core.send(callerIdentity)).status).toBe(200);
    await expect(tokenOf(scene.world, loginOf(scene, person))).rejects.toThrow('401');
    const renewed = { ...person, password };
    expect(await tokenOf(scene.world, loginOf(scene, renewed))).not.toBe('');
  });

  it('asks for a new password without touching this one', async () => {
    const { token, person } = await scene.enter('asked');
    const body = { password_reset_required: true };
    const answer = await scene.core.send(updateProfile, { user_id: person.user.id }, body);
    expect(answer.body).toMatchObject({ login_profile: { password_reset_required: true } });
    expect((await token.send(callerIdentity)).status).toBe(200);
  });

  it('needs a profile and a good password', async () => {
    const { user_id } = await newUser(scene, 'without');
    const none = await scene.core.send(updateProfile, { user_id }, { password });
    expect(none).toMatchObject(notFound('user without has no login profile'));
    const weak = await scene.core.send(updateProfile, { user_id }, { password: 'weak' });
    expect(weak).toMatchObject(badValue('\\[password\\] must be 8 to 32'));
  });

  it("finds nobody of another account, leaves root's alone, and asks for a policy", async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(updateProfile, { user_id }, { password }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const manager = await scene.enter('manager', { allow: ['iam:*:*'] });
    const user_id = await rootOf(scene);
    const root = await manager.core.send(updateProfile, { user_id }, { password });
    expect(root).toMatchObject(rootOnly);
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(updateProfile, { user_id: person.user.id }, { password });
    expect(asked).toMatchObject(denied('iam:users:updateLoginProfileV5'));
  });
});

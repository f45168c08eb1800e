import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { loginOf, onEveryStore } from '../scene.ts';
import { badValue, denied, refused } from './answers.ts';

const changePassword = proven('IAM v5', 'ChangePasswordV5');
const showProfile = operationOf('IAM v5', 'ShowLoginProfileV5');
const updateProfile = operationOf('IAM v5', 'UpdateLoginProfileV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');
const new_password = 'Secret-own-3';

const wrongPassword = refused(400, 'PAP5.0002', 'The old password is wrong\\.$');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('changes it without a policy, by %s', async (way) => {
    const { person, token, ...role } = await scene.enter(`own-${way}`);
    const user_id = person.user.id;
    await scene.core.send(updateProfile, { user_id }, { password_reset_required: true });
    const body = { old_password: person.password, new_password };
    const client = way === 'core' ? role.core : token;
    expect((await client.send(changePassword, {}, body)).text).toBe('');
    expect((await token.send(callerIdentity)).status).toBe(401);
    await expect(tokenOf(scene.world, loginOf(scene, person))).rejects.toThrow('401');
    const renewed = loginOf(scene, { ...person, password: new_password });
    expect(await tokenOf(scene.world, renewed)).not.toBe('');
    const profile = await scene.core.send(showProfile, { user_id });
    expect(profile.body).toMatchObject({ login_profile: { password_reset_required: false } });
  });

  it('is refused to who does not know the old one, or has none', async () => {
    const { core, token, person } = await scene.enter('forgetful');
    const body = { old_password: 'Secret-other-1', new_password };
    expect(await core.send(changePassword, {}, body)).toMatchObject(wrongPassword);
    expect((await token.send(callerIdentity)).status).toBe(200);
    const deleteProfile = operationOf('IAM v5', 'DeleteLoginProfileV5');
    await scene.core.send(deleteProfile, { user_id: person.user.id });
    expect(await core.send(changePassword, {}, body)).toMatchObject(wrongPassword);
  });

  it('refuses a weak new one, and whom a policy denies it', async () => {
    const { core, person } = await scene.enter('weak');
    const body = { old_password: person.password, new_password: 'weak' };
    const answer = await core.send(changePassword, {}, body);
    expect(answer).toMatchObject(badValue('\\[new_password\\] must be 8 to 32'));
    await scene.world.allow(person, 'Deny', 'iam:users:changePasswordV5');
    const refusal = await core.send(changePassword, {}, { ...body, new_password });
    expect(refusal).toMatchObject(denied('iam:users:changePasswordV5'));
  });
});

import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { alike, loginOf, onEveryStore, unknownId } from '../scene.ts';
import { rootOf } from '../users.ts';
import { badBody, denied, refused, wrongPassword } from './answers.ts';

const updatePassword = proven('IAM v3', 'KeystoneUpdateUserPassword');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');
const password = 'Secret-own-3';

onEveryStore((scene) => {
  it("changes the caller's password without a policy", async () => {
    const { core, token, person } = await scene.enter('own');
    const user_id = person.user.id;
    const wrong = { user: { password, original_password: 'Secret-other-1' } };
    expect(await core.send(updatePassword, { user_id }, wrong)).toMatchObject(wrongPassword);
    expect((await token.send(callerIdentity)).status).toBe(200);
    const user = { password, original_password: person.password };
    expect((await core.send(updatePassword, { user_id }, { user })).text).toBe('');
    expect((await token.send(callerIdentity)).status).toBe(401);
    await expect(tokenOf(scene.world, loginOf(scene, person))).rejects.toThrow('401');
    const renewed = loginOf(scene, { ...person, password });
    expect(await tokenOf(scene.world, renewed)).not.toBe('');
  });

  it("tells nothing of anyone else's", async () => {
    const { core, person } = await scene.enter('curious');
    const user = { password, original_password: person.password };
    const heard = [];
    for (const id of [unknownId, await rootOf(scene)]) {
      const answer = await core.send(updatePassword, { user_id: id }, { user });
      heard.push({ ...answer, text: answer.text.replaceAll(id, 'ID') });
    }
    expect(alike(heard)).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
  });

  it('refuses a weak one, and whom a policy denies it', async () => {
    const { core, person } = await scene.enter('weak');
    const user_id = person.user.id;
    const user = { password: 'weak', original_password: person.password };
    const answer = await core.send(updatePassword, { user_id }, { user });
    expect(answer).toMatchObject(badBody('\\[user.password\\] must be 8 to 32'));
    await scene.world.allow(person, 'Deny', 'iam:users:changePasswordV5');
    const refusal = await core.send(updatePassword, { user_id }, { user });
    expect(refusal).toMatchObject(denied('iam:users:changePasswordV5'));
  });
});

import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { loginOf, onEveryStore, unknownId } from '../scene.ts';
import { heardOfNobody, rootOf } from '../users.ts';
import { badBody, denied, refused } from './answers.ts';

const updateUser = proven('IAM v3', 'KeystoneUpdateUserByAdmin');
const showUser = operationOf('IAM v3', 'KeystoneShowUser');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');
const password = 'Secret-new-2';

onEveryStore((scene) => {
  it('changes what is named and leaves the rest', async () => {
    const { person, token } = await scene.enter('before');
    const user_id = person.user.id;
    const user = { name: 'after', description: 'text' };
    const answer = await scene.core.send(updateUser, { user_id }, { user });
    expect(answer.body).toMatchObject({ user: { ...user, id: user_id, enabled: true } });
    expect((await token.send(callerIdentity)).status).toBe(200);
    await scene.core.send(updateUser, { user_id }, { user: { enabled: false } });
    const shown = await scene.core.send(showUser, { user_id });
    expect(shown.body).toMatchObject({ user: { ...user, enabled: false } });
    expect((await token.send(callerIdentity)).status).toBe(401);
  });

  it('sets a password, which is to be changed unless told otherwise', async () => {
    const { person, token } = await scene.enter('renewed');
    const user_id = person.user.id;
    const first = await scene.core.send(updateUser, { user_id }, { user: { password } });
    expect(first.body).toMatchObject({ user: { pwd_status: true } });
    expect((await token.send(callerIdentity)).status).toBe(401);
    const renewed = loginOf(scene, { ...person, password });
    expect(await tokenOf(scene.world, renewed)).not.toBe('');
    const settled = await scene.core.send(updateUser, { user_id }, { user: { pwd_status: false } });
    expect(settled.body).toMatchObject({ user: { pwd_status: false } });
  });

  it('changes nothing where one part is refused', async () => {
    const { person } = await scene.enter('whole');
    await scene.world.addUser('holder');
    const user_id = person.user.id;
    for (const [user, answer] of [
      [{ name: 'holder', password }, refused(409, 'IAM.0005', 'Conflict .* store user')],
      [{ description: 'new', password: 'weak' }, badBody('\\[user.password\\] must be 8')],
      [{ description: 'new', domain_id: unknownId }, refused(404, 'IAM.0004', 'Could not find')],
    ] as const) {
      expect(await scene.core.send(updateUser, { user_id }, { user })).toMatchObject(answer);
    }
    const shown = await scene.core.send(showUser, { user_id });
    expect(shown.body).toMatchObject({ user: { name: 'whole', description: '' } });
    expect(await tokenOf(scene.world, loginOf(scene, person))).not.toBe('');
  });

  it("leaves the root user to themselves, finds no other account's, asks for a policy", async () => {
    const user_id = await rootOf(scene);
    const manager = await scene.enter('manager', { allow: ['iam:*:*'] });
    const root = await manager.core.send(updateUser, { user_id }, { user: { password } });
    expect(root).toMatchObject(refused(403, 'IAM.0002', '.* only they themselves'));
    const answer = await heardOfNobody(scene, (client, id) =>
      client.send(updateUser, { user_id: id }, { user: { enabled: false } }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(updateUser, { user_id: person.user.id }, { user: {} });
    expect(asked).toMatchObject(denied('iam:users:updateUser'));
  });
});

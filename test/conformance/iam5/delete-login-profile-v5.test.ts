import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { loginOf, onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, notFound, refused, rootOf } from './answers.ts';

const deleteProfile = proven('IAM v5', 'DeleteLoginProfileV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('takes the password and the tokens, and leaves keys', async () => {
    const { core, token, person } = await scene.enter('deprived');
    const user_id = person.user.id;
    expect((await scene.core.send(deleteProfile, { user_id })).text).toBe('');
    expect((await token.send(callerIdentity)).status).toBe(401);
    expect((await core.send(callerIdentity)).status).toBe(200);
    await expect(tokenOf(scene.world, loginOf(scene, person))).rejects.toThrow('401');
    const again = await scene.core.send(deleteProfile, { user_id });
    expect(again).toMatchObject(notFound('user deprived has no login profile'));
  });

  it('leaves the root user their password', async () => {
    const answer = await scene.core.send(deleteProfile, { user_id: await rootOf(scene) });
    expect(answer).toMatchObject(refused(409, 'PAP5.0006', '.* root user'));
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(deleteProfile, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(deleteProfile, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:users:deleteLoginProfileV5'));
  });
});

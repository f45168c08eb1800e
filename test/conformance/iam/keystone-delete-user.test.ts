import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNobody, rootOf } from '../users.ts';
import { denied, refused } from './answers.ts';

const deleteUser = proven('IAM v3', 'KeystoneDeleteUser');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('removes a user with their credentials, and never root', async () => {
    const { core, token, person } = await scene.enter('leaving');
    const user_id = person.user.id;
    expect((await core.send(callerIdentity)).status).toBe(200);
    expect((await scene.core.send(deleteUser, { user_id })).text).toBe('');
    expect((await core.send(callerIdentity)).status).toBe(401);
    expect((await token.send(callerIdentity)).status).toBe(401);
    const root = await scene.core.send(deleteUser, { user_id: await rootOf(scene) });
    expect(root).toMatchObject(refused(409, 'IAM.0005', 'Conflict occurred: .* removed'));
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(deleteUser, { user_id }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(deleteUser, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:users:deleteUser'));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNoKey } from '../users.ts';
import { denied, refused } from './answers.ts';

const deleteKey = proven('IAM v3', 'DeletePermanentAccessKey');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it("removes one's own key without a policy, for good", async () => {
    const { core, token, person } = await scene.enter('self');
    const at = { access_key: person.accessKey };
    expect((await core.send(deleteKey, at)).text).toBe('');
    expect((await core.send(callerIdentity)).status).toBe(401);
    // It is nobody's now, and so no longer their own.
    expect(await token.send(deleteKey, at)).toMatchObject(
      denied('iam:credentials:deleteCredential'),
    );
  });

  it("asks for a policy where the key is another's, and leaves root's alone", async () => {
    const at = { access_key: scene.world.accessKey };
    const { core } = await scene.enter('bare');
    expect(await core.send(deleteKey, at)).toMatchObject(
      denied('iam:credentials:deleteCredential'),
    );
    const manager = await scene.enter('manager', { allow: ['iam:*:*'] });
    const root = await manager.core.send(deleteKey, at);
    expect(root).toMatchObject(refused(403, 'IAM.0002', '.* only they themselves'));
  });

  it('finds no key of another account', async () => {
    const answer = await heardOfNoKey(scene, (client, access_key) =>
      client.send(deleteKey, { access_key }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find access key'));
  });
});

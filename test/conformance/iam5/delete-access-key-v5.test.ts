import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, notFound, rootOf, rootOnly } from './answers.ts';

const deleteKey = proven('IAM v5', 'DeleteAccessKeyV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('removes a key for good', async () => {
    const { core, person } = await scene.enter('keyless');
    const at = { user_id: person.user.id, access_key_id: person.accessKey };
    expect((await core.send(callerIdentity)).status).toBe(200);
    expect((await scene.core.send(deleteKey, at)).text).toBe('');
    expect((await core.send(callerIdentity)).status).toBe(401);
    expect(await scene.core.send(deleteKey, at)).toMatchObject(notFound('Could not find access'));
  });

  it("finds a key only under its own user's path", async () => {
    const { person, core } = await scene.enter('owner');
    const other = await scene.enter('other');
    const at = { user_id: other.person.user.id, access_key_id: person.accessKey };
    expect(await scene.core.send(deleteKey, at)).toMatchObject(notFound('Could not find access'));
    const hidden = await heardOfNobody(scene, (client, user_id) =>
      client.send(deleteKey, { ...at, user_id }),
    );
    expect(hidden).toMatchObject(notFound('Could not find user'));
    expect((await core.send(callerIdentity)).status).toBe(200);
  });

  it("leaves the root user's keys to them, and asks for a policy", async () => {
    const at = { user_id: await rootOf(scene), access_key_id: scene.world.accessKey };
    const { core } = await scene.enter('manager', { allow: ['iam:*:*'] });
    expect(await core.send(deleteKey, at)).toMatchObject(rootOnly);
    const bare = await scene.enter('bare');
    const asked = await bare.core.send(deleteKey, at);
    expect(asked).toMatchObject(denied('iam:credentials:deleteCredentialV5'));
  });
});

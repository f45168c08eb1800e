import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';

const getCallerIdentity = proven('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('tells callers who they are', async () => {
    const { domainId } = scene.world;
    const user = await scene.enter('user');
    const { id } = user.person.user;
    for (const client of [user.core, user.token]) {
      expect((await client.send(getCallerIdentity)).body).toEqual({
        account_id: domainId,
        principal_id: id,
        principal_urn: `iam::${domainId}:user:user`,
      });
    }
    for (const client of [scene.core, scene.token]) {
      const { body } = await client.send(getCallerIdentity);
      expect(body).toMatchObject({ principal_urn: `iam::${domainId}:user:atelier` });
    }
  });

  it('refuses a wrong secret key', async () => {
    const { accessKey } = scene.world;
    const wrong = vendorClient(scene.world, { accessKey, secretKey: 'x' });
    const answer = await wrong.send(getCallerIdentity);
    expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
  });
});

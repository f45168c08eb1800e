import { expect, it } from 'vitest';
import { proven, signingClient, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore } from '../scene.ts';

const listAuthDomains = proven('IAM v3', 'KeystoneListAuthDomains');

onEveryStore((scene) => {
  it('lists the one account of the caller', async () => {
    const { world } = scene;
    const user = await scene.enter('user');
    for (const client of [scene.core, scene.token, user.core, user.token]) {
      const answer = await client.send(listAuthDomains);
      expect(answer.body).toEqual({
        domains: [
          {
            id: world.domainId,
            name: world.domainName,
            description: '',
            enabled: true,
            links: { self: `${world.endpoint}/v3/domains/${world.domainId}` },
          },
        ],
        links: { self: `${world.endpoint}/v3/auth/domains` },
      });
    }
    const stranger = await newAccount(scene, 'foreign');
    const answer = await signingClient(world, stranger).send(listAuthDomains);
    expect(answer.body).toMatchObject({ domains: [{ name: 'foreign' }] });
  });

  it('refuses a wrong secret key', async () => {
    const { accessKey } = scene.world;
    const wrong = vendorClient(scene.world, { accessKey, secretKey: 'x' });
    const answer = await wrong.send(listAuthDomains);
    expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
  });
});

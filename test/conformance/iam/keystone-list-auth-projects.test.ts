import { expect, it } from 'vitest';
import { proven, signingClient, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore } from '../scene.ts';

const listAuthProjects = proven('IAM v3', 'KeystoneListAuthProjects');

onEveryStore((scene) => {
  it('lists the projects of the account to any of its users', async () => {
    const { world } = scene;
    const user = await scene.enter('user');
    const self = `${world.endpoint}/v3/auth/projects`;
    for (const client of [scene.core, scene.token, user.core, user.token]) {
      const answer = await client.send(listAuthProjects);
      expect(answer.body).toEqual({
        links: { self },
        projects: [
          {
            id: world.iamProjectId,
            name: 'cn-north-4',
            domain_id: world.domainId,
            parent_id: world.domainId,
            description: '',
            enabled: true,
            is_domain: false,
            links: { self: `${world.endpoint}/v3/projects/${world.iamProjectId}` },
          },
        ],
      });
    }
  });

  it("shows another account's users their own", async () => {
    const stranger = await newAccount(scene, 'foreign');
    const answer = await signingClient(scene.world, stranger).send(listAuthProjects);
    expect(answer.body).toMatchObject({ projects: [{ id: stranger.iamProjectId }] });
  });

  it('refuses an unknown access key', async () => {
    const keys = { accessKey: 'AKUNKNOWN', secretKey: 'x' };
    const answer = await vendorClient(scene.world, keys).send(listAuthProjects);
    expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
  });
});

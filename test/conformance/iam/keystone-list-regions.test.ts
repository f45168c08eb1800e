import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';

const listRegions = proven('IAM v3', 'KeystoneListRegions');

onEveryStore(
  (scene) => {
    it('lists the regions that are served, the default first', async () => {
      const self = `${scene.world.endpoint}/v3/regions`;
      const region = (id: string) => ({
        id,
        type: 'public',
        description: '',
        parent_region_id: null,
        links: { self: `${self}/${id}` },
        locales: { 'zh-cn': id, 'en-us': id },
      });
      for (const client of [scene.core, scene.token]) {
        const answer = await client.send(listRegions);
        expect(answer.body).toEqual({
          links: { self, previous: null, next: null },
          regions: [region('cn-north-4'), region('eu-west-101')],
        });
      }
    });

    it('refuses a wrong secret key', async () => {
      const { accessKey } = scene.world;
      const wrong = vendorClient(scene.world, { accessKey, secretKey: 'x' });
      const answer = await wrong.send(listRegions);
      expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
    });
  },
  { regions: ['cn-north-4', 'eu-west-101'] },
);

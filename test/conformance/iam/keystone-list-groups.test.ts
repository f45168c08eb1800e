import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';
import { newGroup } from './groups.ts';

const listGroups = proven('IAM v3', 'KeystoneListGroups');

onEveryStore((scene) => {
  it('lists the groups of the account, or the one of a name', async () => {
    await newGroup(vendorClient(scene.world, await newAccount(scene, 'foreign')));
    const groups = [await newGroup(scene.core), await newGroup(scene.core)];
    const links = { self: `${scene.world.endpoint}/v3/groups`, previous: null, next: null };
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(listGroups)).body).toEqual({ groups, links });
      const [, name = ''] = groups.map((group) => group.name);
      const { body } = await client.send(listGroups, { name, domain_id: scene.world.domainId });
      expect(body).toEqual({ groups: groups.slice(1), links });
    }
    expect((await scene.core.send(listGroups, { name: 'none' })).body).toEqual({
      groups: [],
      links,
    });
  });

  it('finds no other account, and asks for a policy', async () => {
    const answer = await scene.core.send(listGroups, { domain_id: unknownId });
    expect(answer).toMatchObject(refused(404, 'IAM.0004', '\\[.*\\] Could not find domain'));
    const { core } = await scene.enter('bare');
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroups'));
  });
});

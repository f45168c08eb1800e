import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';
import { newGroup } from './groups.ts';

const showGroup = proven('IAM v3', 'KeystoneShowGroup');

onEveryStore((scene) => {
  it('shows a group', async () => {
    const group = await newGroup(scene.core);
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(showGroup, { group_id: group.id })).body).toEqual({ group });
    }
  });

  it('finds no unknown group and none of another account, and asks for a policy', async () => {
    const stranger = vendorClient(scene.world, await newAccount(scene, 'foreign'));
    const foreign = await newGroup(stranger);
    for (const id of [unknownId, foreign.id]) {
      const answer = await scene.core.send(showGroup, { group_id: id });
      expect(answer).toMatchObject(refused(404, 'IAM.0004', `Could not find group: ${id}\\.$`));
    }
    const { core } = await scene.enter('bare');
    const { id: group_id } = await newGroup(scene.core);
    expect(await core.send(showGroup, { group_id })).toMatchObject(denied('iam:groups:getGroup'));
  });
});

import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { join, newGroup } from './groups.ts';

const checkUser = proven('IAM v3', 'KeystoneCheckUserInGroup');

onEveryStore((scene) => {
  it('answers without a body whether a user is in a group', async () => {
    const { id: user_id } = (await scene.enter('member')).person.user;
    const { id: group_id } = await newGroup(scene.core);
    for (const client of [scene.core, scene.token, scene.hand]) {
      const answer = await client.send(checkUser, { group_id, user_id });
      expect(answer).toMatchObject({ status: 404, text: '' });
    }
    await join(scene.core, group_id, user_id);
    for (const client of [scene.core, scene.token, scene.hand]) {
      const answer = await client.send(checkUser, { group_id, user_id });
      expect(answer).toMatchObject({ status: 204, text: '' });
    }
  });

  it('finds no group and no user of another account, and asks for a policy', async () => {
    const stranger = vendorClient(scene.world, await newAccount(scene, 'foreign'));
    const foreign = await newGroup(stranger);
    const { user } = (await scene.enter('nobody')).person;
    const own = await newGroup(scene.core);
    for (const id of [unknownId, foreign.id]) {
      const noGroup = await scene.core.send(checkUser, { group_id: id, user_id: user.id });
      const noUser = await scene.core.send(checkUser, { group_id: own.id, user_id: id });
      expect([noGroup.status, noUser.status]).toEqual([404, 404]);
    }
    const { core } = await scene.enter('bare');
    await join(scene.core, own.id, user.id);
    const refusal = await core.send(checkUser, { group_id: own.id, user_id: user.id });
    expect(refusal).toMatchObject({ status: 403, text: '' });
  });
});

import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';
import { join, newGroup } from './groups.ts';

const listUsers = proven('IAM v3', 'KeystoneListUsersForGroupByAdmin');

onEveryStore((scene) => {
  it('lists the users in a group', async () => {
    const { endpoint, domainId } = scene.world;
    const { user } = (await scene.enter('member')).person;
    await scene.enter('somebody else');
    const { id: group_id } = await newGroup(scene.core);
    const links = (path: string) => ({
      self: `${endpoint}/v3/${path}`,
      previous: null,
      next: null,
    });
    const own = links(`groups/${group_id}/users`);
    const empty = await scene.core.send(listUsers, { group_id });
    expect(empty.body).toEqual({ links: own, users: [] });
    await join(scene.core, group_id, user.id);
    for (const client of [scene.core, scene.token]) {
      const shown = {
        id: user.id,
        name: 'member',
        domain_id: domainId,
        enabled: true,
        description: '',
        pwd_status: false,
        access_mode: 'default',
        password_expires_at: null,
        links: links(`users/${user.id}`),
      };
      const { body } = await client.send(listUsers, { group_id });
      expect(body).toEqual({ links: own, users: [shown] });
    }
  });

  it('finds no unknown group and none of another account, and asks for a policy', async () => {
    const stranger = vendorClient(scene.world, await newAccount(scene, 'foreign'));
    const foreign = await newGroup(stranger);
    for (const id of [unknownId, foreign.id]) {
      const answer = await scene.core.send(listUsers, { group_id: id });
      expect(answer).toMatchObject(refused(404, 'IAM.0004', `Could not find group: ${id}\\.$`));
    }
    const { core } = await scene.enter('bare');
    const { id: group_id } = await newGroup(scene.core);
    const refusal = await core.send(listUsers, { group_id });
    expect(refusal).toMatchObject(denied('iam:users:listUsersForGroup'));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';
import { join, newGroup } from './groups.ts';

const listGroups = proven('IAM v3', 'KeystoneListGroupsForUser');

onEveryStore((scene) => {
  it('lists the groups that a user is in', async () => {
    const { endpoint } = scene.world;
    const { id: user_id } = (await scene.enter('member')).person.user;
    const self = `${endpoint}/v3/users/${user_id}/groups`;
    const links = { self, previous: null, next: null };
    const group = await newGroup(scene.core);
    await newGroup(scene.core);
    const empty = await scene.core.send(listGroups, { user_id });
    expect(empty.body).toEqual({ groups: [], links });
    await join(scene.core, group.id, user_id);
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(listGroups, { user_id })).body).toEqual({ groups: [group], links });
    }
  });

  it('finds no unknown user, and asks for a policy', async () => {
    const answer = await scene.core.send(listGroups, { user_id: unknownId });
    const text = `Could not find user: ${unknownId}\\.$`;
    expect(answer).toMatchObject(refused(404, 'IAM.0004', text));
    const { core, person } = await scene.enter('bare');
    const refusal = await core.send(listGroups, { user_id: person.user.id });
    expect(refusal).toMatchObject(denied('iam:groups:listGroupsForUser'));
  });
});

import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';
import { join, newGroup } from './groups.ts';

const deleteGroup = proven('IAM v3', 'KeystoneDeleteGroup');
const listOfUser = operationOf('IAM v3', 'KeystoneListGroupsForUser');

onEveryStore((scene) => {
  it('deletes a group with its memberships', async () => {
    const { person } = await scene.enter('member');
    const { id: group_id } = await newGroup(scene.core);
    await join(scene.core, group_id, person.user.id);
    const answer = await scene.core.send(deleteGroup, { group_id });
    expect(answer).toMatchObject({ status: 204, text: '' });
    const { body } = await scene.core.send(listOfUser, { user_id: person.user.id });
    expect(body).toMatchObject({ groups: [] });
    expect((await scene.token.send(deleteGroup, { group_id })).status).toBe(404);
  });

  it('finds no unknown group and none of another account, and asks for a policy', async () => {
    const stranger = vendorClient(scene.world, await newAccount(scene, 'foreign'));
    const foreign = await newGroup(stranger);
    for (const id of [unknownId, foreign.id]) {
      const answer = await scene.core.send(deleteGroup, { group_id: id });
      expect(answer).toMatchObject(refused(404, 'IAM.0004', `Could not find group: ${id}\\.$`));
    }
    const { core } = await scene.enter('bare');
    const { id: group_id } = await newGroup(scene.core);
    const refusal = await core.send(deleteGroup, { group_id });
    expect(refusal).toMatchObject(denied('iam:groups:deleteGroup'));
  });
});

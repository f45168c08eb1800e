import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newAccount, onEveryStore, unknownId } from '../scene.ts';
import { denied, refused } from './answers.ts';
import { join, newGroup } from './groups.ts';

const removeUser = proven('IAM v3', 'KeystoneRemoveUserFromGroup');
const listUsers = operationOf('IAM v3', 'KeystoneListUsersForGroupByAdmin');

onEveryStore((scene) => {
  it('takes a user out of a group', async () => {
    const { id: user_id } = (await scene.enter('member')).person.user;
    const { id: group_id } = await newGroup(scene.core);
    await join(scene.core, group_id, user_id);
    const answer = await scene.core.send(removeUser, { group_id, user_id });
    expect(answer).toMatchObject({ status: 204, text: '' });
    const { body } = await scene.core.send(listUsers, { group_id });
    expect(body).toMatchObject({ users: [] });
    const again = await scene.token.send(removeUser, { group_id, user_id });
    expect(again).toMatchObject(refused(404, 'IAM.0004', 'user member is not in group'));
  });

  it('finds no group and no user of another account, and asks for a policy', async () => {
    const stranger = vendorClient(scene.world, await newAccount(scene, 'foreign'));
    const foreign = await newGroup(stranger);
    const { user } = (await scene.enter('nobody')).person;
    const own = await newGroup(scene.core);
    for (const id of [unknownId, foreign.id]) {
      const noGroup = await scene.core.send(removeUser, { group_id: id, user_id: user.id });
      expect(noGroup).toMatchObject(refused(404, 'IAM.0004', `Could not find group: ${id}\\.$`));
      const noUser = await scene.core.send(removeUser, { group_id: own.id, user_id: id });
      expect(noUser).toMatchObject(refused(404, 'IAM.0004', `Could not find user: ${id}\\.$`));
    }
    const { core } = await scene.enter('bare');
    const refusal = await core.send(removeUser, { group_id: own.id, user_id: user.id });
    expect(refusal).toMatchObject(denied('iam:permissions:removeUserFromGroup'));
  });
});

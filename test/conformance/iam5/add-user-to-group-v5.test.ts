import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing, quotaUsedUp } from './answers.ts';
import {
  attachToGroup,
  documentOf,
  heardOfNothing,
  newGroup,
  newPolicy,
  newUser,
  stranger,
} from './things.ts';

const addUser = proven('IAM v5', 'AddUserToGroupV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');

onEveryStore((scene) => {
  it('gives the rights of the group at the very next request', async () => {
    const { core, token, person } = await scene.enter('joining');
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    const { group_id } = await newGroup(scene.core);
    await attachToGroup(scene.core, policy_id, group_id);
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    const body = { user_id: person.user.id };
    const answer = await scene.core.send(addUser, { group_id }, body);
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect((await core.send(listGroups)).status).toBe(200);
    expect((await token.send(listGroups)).status).toBe(200);
    expect((await scene.token.send(addUser, { group_id }, body)).status).toBe(200);
  });

  it('takes a user into ten groups at most', async () => {
    const { user_id } = await newUser(scene);
    for (let i = 0; i < 10; i += 1) {
      const { group_id } = await newGroup(scene.core);
      expect((await scene.core.send(addUser, { group_id }, { user_id })).status).toBe(200);
    }
    const { group_id } = await newGroup(scene.core);
    const answer = await scene.core.send(addUser, { group_id }, { user_id });
    expect(answer).toMatchObject(quotaUsedUp('a user is in at most 10 groups'));
    const { body } = await scene.core.send(listGroups, { user_id });
    expect(body).toMatchObject({ page_info: { current_count: 10 } });
  });

  it('finds no group and no user of another account', async () => {
    const { user_id } = await newUser(scene);
    const foreign = await newGroup(await stranger(scene));
    const noGroup = await heardOfNothing(foreign.group_id, (group_id) =>
      scene.core.send(addUser, { group_id }, { user_id }),
    );
    expect(noGroup).toMatchObject(missing('Could not find group: '));
    const { group_id } = await newGroup(scene.core);
    const noUser = await heardOfNothing(foreign.group_id, (id) =>
      scene.core.send(addUser, { group_id }, { user_id: id }),
    );
    expect(noUser).toMatchObject(missing('Could not find user: '));
  });

  it('asks for a policy', async () => {
    const { core, person } = await scene.enter('bare');
    const { group_id } = await newGroup(scene.core);
    const answer = await core.send(addUser, { group_id }, { user_id: person.user.id });
    expect(answer).toMatchObject(denied('iam:permissions:addUserToGroupV5'));
  });
});

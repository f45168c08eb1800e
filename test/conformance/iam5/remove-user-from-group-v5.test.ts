import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing } from './answers.ts';
import {
  attachToGroup,
  documentOf,
  heardOfNothing,
  join,
  newGroup,
  newPolicy,
  newUser,
  stranger,
} from './things.ts';

const removeUser = proven('IAM v5', 'RemoveUserFromGroupV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');

onEveryStore((scene) => {
  it('takes the rights of the group away at the very next request', async () => {
    const { core, token, person } = await scene.enter('leaving');
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    const { group_id } = await newGroup(scene.core);
    await attachToGroup(scene.core, policy_id, group_id);
    await join(scene.core, group_id, person.user.id);
    expect((await core.send(listGroups)).status).toBe(200);
    const body = { user_id: person.user.id };
    const answer = await scene.core.send(removeUser, { group_id }, body);
    expect(answer).toMatchObject({ status: 200, text: '' });
    for (const client of [core, token]) {
      expect(await client.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    }
    const again = await scene.token.send(removeUser, { group_id }, body);
    expect(again).toMatchObject(missing('user leaving is not in group'));
  });

  it('finds no group and no user of another account, and asks for a policy', async () => {
    const { user_id } = await newUser(scene);
    const foreign = await newGroup(await stranger(scene));
    const noGroup = await heardOfNothing(foreign.group_id, (group_id) =>
      scene.core.send(removeUser, { group_id }, { user_id }),
    );
    expect(noGroup).toMatchObject(missing('Could not find group: '));
    const { group_id } = await newGroup(scene.core);
    const noUser = await heardOfNothing(foreign.group_id, (id) =>
      scene.core.send(removeUser, { group_id }, { user_id: id }),
    );
    expect(noUser).toMatchObject(missing('Could not find user: '));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(removeUser, { group_id }, { user_id });
    expect(refusal).toMatchObject(denied('iam:permissions:removeUserFromGroupV5'));
  });
});

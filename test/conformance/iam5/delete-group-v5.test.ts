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
  stranger,
} from './things.ts';

const deleteGroup = proven('IAM v5', 'DeleteGroupV5');
const listEntities = operationOf('IAM v5', 'ListEntitiesForPolicyV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');

onEveryStore((scene) => {
  it('deletes a group with its members and policies, at once', async () => {
    const { core, person } = await scene.enter('member');
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:*'));
    const { group_id } = await newGroup(scene.core);
    await attachToGroup(scene.core, policy_id, group_id);
    await join(scene.core, group_id, person.user.id);
    expect((await core.send(listGroups)).status).toBe(200);
    const answer = await scene.core.send(deleteGroup, { group_id });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    const { body } = await scene.core.send(listEntities, { policy_id });
    expect(body).toMatchObject({ policy_groups: [] });
    const again = await scene.core.send(deleteGroup, { group_id });
    expect(again).toMatchObject(missing('Could not find group: '));
  });

  it('finds none of another account, and asks for a policy', async () => {
    const other = await stranger(scene);
    const foreign = await newGroup(other);
    const answer = await heardOfNothing(foreign.group_id, (group_id) =>
      scene.token.send(deleteGroup, { group_id }),
    );
    expect(answer).toMatchObject(missing('Could not find group: '));
    const { core } = await scene.enter('bare');
    const { group_id } = await newGroup(scene.core);
    expect(await core.send(deleteGroup, { group_id })).toMatchObject(
      denied('iam:groups:deleteGroupV5'),
    );
  });
});

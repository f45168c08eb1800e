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

const detach = proven('IAM v5', 'DetachGroupPolicyV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');

onEveryStore((scene) => {
  it('releases from the very next request on', async () => {
    const { core, person } = await scene.enter('held');
    const { group_id } = await newGroup(scene.core);
    await join(scene.core, group_id, person.user.id);
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    await attachToGroup(scene.core, policy_id, group_id);
    expect((await core.send(listGroups)).status).toBe(200);
    const answer = await scene.core.send(detach, { policy_id }, { group_id });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    const again = await scene.token.send(detach, { policy_id }, { group_id });
    expect(again).toMatchObject(missing('policy thing-\\d+ is not attached to group'));
  });

  it('finds no policy and no group of another account, and asks for a policy', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const { group_id } = await newGroup(scene.core);
    const noPolicy = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(detach, { policy_id }, { group_id }),
    );
    expect(noPolicy).toMatchObject(missing('Could not find policy: '));
    const { policy_id } = await newPolicy(scene.core);
    const nobody = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(detach, { policy_id }, { group_id: id }),
    );
    expect(nobody).toMatchObject(missing('Could not find group: '));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(detach, { policy_id }, { group_id });
    expect(refusal).toMatchObject(denied('iam:groups:detachPolicyV5'));
  });
});

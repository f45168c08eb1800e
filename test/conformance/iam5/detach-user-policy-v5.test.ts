import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing } from './answers.ts';
import {
  attachToUser,
  documentOf,
  heardOfNothing,
  newPolicy,
  newUser,
  stranger,
} from './things.ts';

const detach = proven('IAM v5', 'DetachUserPolicyV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');

onEveryStore((scene) => {
  it('releases from the very next request on', async () => {
    const { core, person } = await scene.enter('held');
    const user_id = person.user.id;
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    await attachToUser(scene.core, policy_id, user_id);
    expect((await core.send(listGroups)).status).toBe(200);
    const answer = await scene.core.send(detach, { policy_id }, { user_id });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    const again = await scene.token.send(detach, { policy_id }, { user_id });
    expect(again).toMatchObject(missing('policy thing-\\d+ is not attached to user'));
  });

  it('finds no policy and no user of another account, and asks for a policy', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const { user_id } = await newUser(scene);
    const noPolicy = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(detach, { policy_id }, { user_id }),
    );
    expect(noPolicy).toMatchObject(missing('Could not find policy: '));
    const { policy_id } = await newPolicy(scene.core);
    const nobody = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(detach, { policy_id }, { user_id: id }),
    );
    expect(nobody).toMatchObject(missing('Could not find user: '));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(detach, { policy_id }, { user_id });
    expect(refusal).toMatchObject(denied('iam:users:detachPolicyV5'));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { conflict, denied, missing } from './answers.ts';
import {
  attachToUser,
  heardOfNothing,
  newPolicy,
  newUser,
  newVersion,
  stranger,
} from './things.ts';

const deletePolicy = proven('IAM v5', 'DeletePolicyV5');
const detachUser = operationOf('IAM v5', 'DetachUserPolicyV5');
const getPolicy = operationOf('IAM v5', 'GetPolicyV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('deletes a policy with its versions, once nobody is held to it', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const { user_id } = await newUser(scene);
    await newVersion(scene.core, policy_id);
    await attachToUser(scene.core, policy_id, user_id);
    const early = await scene.core.send(deletePolicy, { policy_id });
    expect(early).toMatchObject(conflict('policy thing-\\d+ is attached'));
    await scene.core.send(detachUser, { policy_id }, { user_id });
    const answer = await scene.core.send(deletePolicy, { policy_id });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect((await scene.core.send(getPolicy, { policy_id })).status).toBe(404);
  });

  it('leaves the policies of the system alone', async () => {
    const { body } = await scene.core.send(listPolicies, { policy_type: 'system' });
    for (const { policy_id } of (body as { policies: { policy_id: string }[] }).policies) {
      const answer = await scene.token.send(deletePolicy, { policy_id });
      expect(answer).toMatchObject(conflict('\\w+ is a system policy'));
    }
  });

  it('finds none of another account, and asks for a policy', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(deletePolicy, { policy_id }),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const { policy_id } = await newPolicy(scene.core);
    const refusal = await core.send(deletePolicy, { policy_id });
    expect(refusal).toMatchObject(denied('iam:policies:deleteV5'));
  });
});

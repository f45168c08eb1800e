import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing } from './answers.ts';
import {
  attachToUser,
  heardOfNothing,
  newPolicy,
  newUser,
  newVersion,
  stranger,
} from './things.ts';

const getPolicy = proven('IAM v5', 'GetPolicyV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('shows a policy as it now is', async () => {
    const policy = await newPolicy(scene.core);
    const { policy_id } = policy;
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(getPolicy, { policy_id })).body).toEqual({ policy });
    }
    scene.now += 1000;
    await newVersion(scene.core, policy_id, true);
    await attachToUser(scene.core, policy_id, (await newUser(scene)).user_id);
    const { body } = await scene.core.send(getPolicy, { policy_id });
    const changes = { default_version_id: 'v2', attachment_count: 1 };
    const updated_at = new Date(scene.now).toISOString();
    expect(body).toEqual({ policy: { ...policy, ...changes, updated_at } });
  });

  it('shows a policy of the system', async () => {
    const { body } = await scene.core.send(listPolicies, { policy_type: 'system', limit: 1 });
    const [policy] = (body as { policies: { policy_id: string }[] }).policies;
    const { policy_id = '' } = policy ?? {};
    const shown = await (await stranger(scene)).send(getPolicy, { policy_id });
    expect(shown.body).toEqual({ policy });
  });

  it('finds none of another account, and asks for a policy', async () => {
    const foreign = await newPolicy(await stranger(scene));
    for (const client of [scene.core, scene.token]) {
      const answer = await heardOfNothing(foreign.policy_id, (policy_id) =>
        client.send(getPolicy, { policy_id }),
      );
      expect(answer).toMatchObject(missing('Could not find policy: '));
    }
    const { core } = await scene.enter('bare');
    const { policy_id } = await newPolicy(scene.core);
    expect(await core.send(getPolicy, { policy_id })).toMatchObject(denied('iam:policies:getV5'));
  });
});

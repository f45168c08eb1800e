import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing, quotaUsedUp } from './answers.ts';
import { documentOf, heardOfNothing, join, newGroup, newPolicy, stranger } from './things.ts';

const attach = proven('IAM v5', 'AttachGroupPolicyV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('holds from the very next request on, and once is enough', async () => {
    const { core, person } = await scene.enter('held');
    const { group_id } = await newGroup(scene.core);
    await join(scene.core, group_id, person.user.id);
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(attach, { policy_id }, { group_id });
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect((await core.send(listGroups)).status).toBe(200);
    }
    const deny = await newPolicy(scene.core, documentOf('Deny', 'iam:groups:*'));
    await scene.core.send(attach, { policy_id: deny.policy_id }, { group_id });
    expect((await core.send(listGroups)).status).toBe(403);
  });

  it('attaches policies of the system', async () => {
    const { body } = await scene.core.send(listPolicies, { policy_type: 'system' });
    const { policies } = body as { policies: { policy_id: string; policy_name: string }[] };
    const reading = policies.find((each) => each.policy_name === 'IAMReadOnlyPolicy');
    const { core, person } = await scene.enter('reader');
    const { group_id } = await newGroup(scene.core);
    await join(scene.core, group_id, person.user.id);
    const { policy_id } = reading ?? { policy_id: '' };
    await scene.core.send(attach, { policy_id }, { group_id });
    expect((await core.send(listGroups)).status).toBe(200);
    const refusal = await core.send(attach, { policy_id }, { group_id });
    expect(refusal).toMatchObject(denied('iam:groups:attachPolicyV5'));
  });

  it('attaches 10 policies at most', async () => {
    const { group_id } = await newGroup(scene.core);
    for (let i = 0; i < 10; i += 1) {
      const { policy_id } = await newPolicy(scene.core);
      expect((await scene.core.send(attach, { policy_id }, { group_id })).status).toBe(200);
    }
    const { policy_id } = await newPolicy(scene.core);
    const answer = await scene.core.send(attach, { policy_id }, { group_id });
    expect(answer).toMatchObject(quotaUsedUp('a group has at most 10 policies'));
  });

  it('finds no policy and no group of another account', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const { group_id } = await newGroup(scene.core);
    const noPolicy = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(attach, { policy_id }, { group_id }),
    );
    expect(noPolicy).toMatchObject(missing('Could not find policy: '));
    const { policy_id } = await newPolicy(scene.core);
    const nobody = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(attach, { policy_id }, { group_id: id }),
    );
    expect(nobody).toMatchObject(missing('Could not find group: '));
  });
});

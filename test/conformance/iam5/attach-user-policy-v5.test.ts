import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { denied, missing, quotaUsedUp } from './answers.ts';
import { documentOf, heardOfNothing, newPolicy, newUser, stranger } from './things.ts';

const attach = proven('IAM v5', 'AttachUserPolicyV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('holds from the very next request on, and once is enough', async () => {
    const { core, person } = await scene.enter('held');
    const user_id = person.user.id;
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(attach, { policy_id }, { user_id });
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect((await core.send(listGroups)).status).toBe(200);
    }
    const deny = await newPolicy(scene.core, documentOf('Deny', 'iam:groups:*'));
    await scene.core.send(attach, { policy_id: deny.policy_id }, { user_id });
    expect((await core.send(listGroups)).status).toBe(403);
  });

  it('attaches policies of the system', async () => {
    const { body } = await scene.core.send(listPolicies, { policy_type: 'system' });
    const { policies } = body as { policies: { policy_id: string; policy_name: string }[] };
    const reading = policies.find((each) => each.policy_name === 'IAMReadOnlyPolicy');
    const { core, person } = await scene.enter('reader');
    const user_id = person.user.id;
    const { policy_id } = reading ?? { policy_id: '' };
    await scene.core.send(attach, { policy_id }, { user_id });
    expect((await core.send(listGroups)).status).toBe(200);
    const refusal = await core.send(attach, { policy_id }, { user_id });
    expect(refusal).toMatchObject(denied('iam:users:attachPolicyV5'));
  });

  it('asks policies about the user whom the body names', async () => {
    const { core, person } = await scene.enter('limited');
    const [one, other] = [await newUser(scene), await newUser(scene)];
    const limit = await newPolicy(
      scene.core,
      JSON.stringify({
        Version: '5.0',
        Statement: [
          { Effect: 'Allow', Action: ['iam:users:attachPolicyV5'] },
          {
            Effect: 'Deny',
            Action: ['iam:users:attachPolicyV5'],
            Resource: [`iam::*:user:${one.user_name}`],
          },
        ],
      }),
    );
    await scene.core.send(attach, { policy_id: limit.policy_id }, { user_id: person.user.id });
    const { policy_id } = await newPolicy(scene.core);
    const refusal = await core.send(attach, { policy_id }, { user_id: one.user_id });
    expect(refusal).toMatchObject({ status: 403, body: { error_code: 'PAP5.0001' } });
    const { status } = await core.send(attach, { policy_id }, { user_id: other.user_id });
    expect(status).toBe(200);
  });

  it('attaches 20 policies at most', async () => {
    const { user_id } = await newUser(scene);
    for (let i = 0; i < 20; i += 1) {
      const { policy_id } = await newPolicy(scene.core);
      expect((await scene.core.send(attach, { policy_id }, { user_id })).status).toBe(200);
    }
    const { policy_id } = await newPolicy(scene.core);
    const answer = await scene.core.send(attach, { policy_id }, { user_id });
    expect(answer).toMatchObject(quotaUsedUp('a user has at most 20 policies'));
  });

  it('finds no policy and no user of another account', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const { user_id } = await newUser(scene);
    const noPolicy = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(attach, { policy_id }, { user_id }),
    );
    expect(noPolicy).toMatchObject(missing('Could not find policy: '));
    const { policy_id } = await newPolicy(scene.core);
    const nobody = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(attach, { policy_id }, { user_id: id }),
    );
    expect(nobody).toMatchObject(missing('Could not find user: '));
  });
});

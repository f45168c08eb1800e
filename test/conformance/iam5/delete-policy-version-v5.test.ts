import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { conflict, denied, missing } from './answers.ts';
import { heardOfNothing, newPolicy, newVersion, stranger } from './things.ts';

const deleteVersion = proven('IAM v5', 'DeletePolicyVersionV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('deletes a version that does not hold', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const version_id = await newVersion(scene.core, policy_id);
    const kept = await scene.core.send(deleteVersion, { policy_id, version_id: 'v1' });
    expect(kept).toMatchObject(conflict('v1 is the default version'));
    const answer = await scene.core.send(deleteVersion, { policy_id, version_id });
    expect(answer).toMatchObject({ status: 204, text: '' });
    const again = await scene.token.send(deleteVersion, { policy_id, version_id });
    expect(again).toMatchObject(missing('Could not find version: v2'));
  });

  it('leaves the policies of the system alone', async () => {
    const { body } = await scene.core.send(listPolicies, { limit: 1 });
    const [system] = (body as { policies: { policy_id: string }[] }).policies;
    const values = { policy_id: system?.policy_id ?? '', version_id: 'v1' };
    const answer = await scene.core.send(deleteVersion, values);
    expect(answer).toMatchObject(conflict('FullAccessV5 is a system policy'));
  });

  it('finds none of another account, and asks for a policy', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(deleteVersion, { policy_id, version_id: 'v1' }),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const { policy_id } = await newPolicy(scene.core);
    const refusal = await core.send(deleteVersion, { policy_id, version_id: 'v1' });
    expect(refusal).toMatchObject(denied('iam:policies:deleteVersionV5'));
  });
});

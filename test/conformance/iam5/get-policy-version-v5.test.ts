import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { aTime, badValue, denied, missing } from './answers.ts';
import { harmless, heardOfNothing, newPolicy, newVersion, stranger } from './things.ts';

const getVersion = proven('IAM v5', 'GetPolicyVersionV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('shows a version', async () => {
    const { policy_id } = await newPolicy(scene.core);
    await newVersion(scene.core, policy_id);
    for (const client of [scene.core, scene.token]) {
      for (const version_id of ['v1', 'v2']) {
        const { body } = await client.send(getVersion, { policy_id, version_id });
        const is_default = version_id === 'v1';
        const shown = { document: harmless, version_id, is_default, created_at: aTime };
        expect(body).toEqual({ policy_version: shown });
      }
    }
  });

  it('shows the document of a policy of the system', async () => {
    const { body } = await scene.core.send(listPolicies, { policy_type: 'system' });
    const { policies } = body as { policies: { policy_id: string; policy_name: string }[] };
    const wanted = policies.find((each) => each.policy_name === 'IAMReadOnlyPolicy');
    const values = { policy_id: wanted?.policy_id ?? '', version_id: 'v1' };
    const shown = await scene.core.send(getVersion, values);
    const { document } = (shown.body as { policy_version: { document: string } }).policy_version;
    expect(JSON.parse(document)).toEqual({
      Version: '5.0',
      Statement: [
        { Effect: 'Allow', Action: ['iam:*:get*', 'iam:*:list*', 'iam:*:check*', 'iam:*:show*'] },
      ],
    });
  });

  it('finds no unknown version and none of another account, and asks for a policy', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const none = await scene.core.send(getVersion, { policy_id, version_id: 'v2' });
    expect(none).toMatchObject(missing('Could not find version: v2'));
    const bad = await scene.core.send(getVersion, { policy_id, version_id: '2' });
    expect(bad).toMatchObject(badValue('\\[version_id\\] must be v and'));
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (id) =>
      scene.core.send(getVersion, { policy_id: id, version_id: 'v1' }),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const refusal = await core.send(getVersion, { policy_id, version_id: 'v1' });
    expect(refusal).toMatchObject(denied('iam:policies:getVersionV5'));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { conflict, denied, missing } from './answers.ts';
import {
  attachToUser,
  documentOf,
  heardOfNothing,
  newPolicy,
  newVersion,
  stranger,
} from './things.ts';

const setDefault = proven('IAM v5', 'SetDefaultPolicyVersionV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('lets another version hold, from the very next request on', async () => {
    const { core, person } = await scene.enter('held');
    const { policy_id } = await newPolicy(scene.core, documentOf('Allow', 'iam:groups:list*'));
    await attachToUser(scene.core, policy_id, person.user.id);
    const version_id = await newVersion(scene.core, policy_id);
    expect((await core.send(listGroups)).status).toBe(200);
    const answer = await scene.core.send(setDefault, { policy_id, version_id });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
    await scene.token.send(setDefault, { policy_id, version_id: 'v1' });
    expect((await core.send(listGroups)).status).toBe(200);
  });

  it('finds no unknown version, and leaves the policies of the system alone', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const none = await scene.core.send(setDefault, { policy_id, version_id: 'v9' });
    expect(none).toMatchObject(missing('Could not find version: v9'));
    const { body } = await scene.core.send(listPolicies, { limit: 1 });
    const [system] = (body as { policies: { policy_id: string }[] }).policies;
    const values = { policy_id: system?.policy_id ?? '', version_id: 'v1' };
    const answer = await scene.core.send(setDefault, values);
    expect(answer).toMatchObject(conflict('FullAccessV5 is a system policy'));
  });

  it('finds none of another account, and asks for a policy', async () => {
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(setDefault, { policy_id, version_id: 'v1' }),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const { policy_id } = await newPolicy(scene.core);
    const refusal = await core.send(setDefault, { policy_id, version_id: 'v1' });
    expect(refusal).toMatchObject(denied('iam:policies:setDefaultVersionV5'));
  });
});

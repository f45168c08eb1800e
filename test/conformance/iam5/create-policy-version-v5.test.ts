import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { aTime, badValue, conflict, denied, missing, refused } from './answers.ts';
import {
  attachToUser,
  documentOf,
  harmless,
  heardOfNothing,
  newPolicy,
  newVersion,
  stranger,
} from './things.ts';

const createVersion = proven('IAM v5', 'CreatePolicyVersionV5');
const deleteVersion = operationOf('IAM v5', 'DeletePolicyVersionV5');
const listGroups = operationOf('IAM v5', 'ListGroupsV5');
const listPolicies = operationOf('IAM v5', 'ListPoliciesV5');

onEveryStore((scene) => {
  it('adds a version, which holds at once if it is to', async () => {
    const { core, person } = await scene.enter('held');
    const { policy_id } = await newPolicy(scene.core);
    await attachToUser(scene.core, policy_id, person.user.id);
    const policy_document = documentOf('Allow', 'iam:groups:list*');
    const silent = await scene.core.send(createVersion, { policy_id }, { policy_document });
    const version = { document: policy_document, version_id: 'v2', created_at: aTime };
    expect(silent.body).toEqual({ policy_version: { ...version, is_default: false } });
    expect((await core.send(listGroups)).status).toBe(403);
    const body = { policy_document, set_as_default: true };
    const answer = await scene.token.send(createVersion, { policy_id }, body);
    expect(answer.body).toMatchObject({ policy_version: { version_id: 'v3', is_default: true } });
    expect((await core.send(listGroups)).status).toBe(200);
  });

  it('takes five versions at most and gives no number twice', async () => {
    const { policy_id } = await newPolicy(scene.core);
    for (let i = 2; i <= 5; i += 1) await newVersion(scene.core, policy_id);
    const body = { policy_document: harmless };
    const sixth = await scene.core.send(createVersion, { policy_id }, body);
    const text = 'The quota of versions per policy is used up\\. a policy has at most 5 versions';
    expect(sixth).toMatchObject(refused(409, 'PAP5.0028', text));
    await scene.core.send(deleteVersion, { policy_id, version_id: 'v5' });
    expect(await newVersion(scene.core, policy_id)).toBe('v6');
  });

  it('refuses a malformed document, and any for a policy of the system', async () => {
    const { policy_id } = await newPolicy(scene.core);
    const none = await scene.core.send(createVersion, { policy_id }, {});
    expect(none).toMatchObject(badValue('\\[policy_document\\] is required'));
    const bad = await scene.core.send(createVersion, { policy_id }, { policy_document: '[]' });
    const error_msg = expect.stringMatching('must be an object');
    expect(bad).toMatchObject({ status: 400, body: { error_msg } });
    const { body } = await scene.core.send(listPolicies, { limit: 1 });
    const [system] = (body as { policies: { policy_id: string }[] }).policies;
    const values = { policy_id: system?.policy_id ?? '' };
    const answer = await scene.core.send(createVersion, values, { policy_document: harmless });
    expect(answer).toMatchObject(conflict('FullAccessV5 is a system policy'));
  });

  it('finds none of another account, and asks for a policy', async () => {
    const body = { policy_document: harmless };
    const foreign = await newPolicy(await stranger(scene));
    const answer = await heardOfNothing(foreign.policy_id, (policy_id) =>
      scene.core.send(createVersion, { policy_id }, body),
    );
    expect(answer).toMatchObject(missing('Could not find policy: '));
    const { core } = await scene.enter('bare');
    const { policy_id } = await newPolicy(scene.core);
    const refusal = await core.send(createVersion, { policy_id }, body);
    expect(refusal).toMatchObject(denied('iam:policies:createVersionV5'));
  });
});

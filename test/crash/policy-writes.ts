import { colleague, userGroup } from './user-group-writes.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about identity policies. */
export const policyWrites: Writes = {
  'Identity and Access Management 5 CreatePolicyV5': (scene) => createPolicy(scene),
  'Identity and Access Management 5 DeletePolicyV5': async (scene) =>
    scene.send('DELETE', `/v5/policies/${await policy(scene)}`),
  'Identity and Access Management 5 CreatePolicyVersionV5': async (scene) =>
    createVersion(scene, await policy(scene)),
  'Identity and Access Management 5 DeletePolicyVersionV5': async (scene) => {
    const id = await policy(scene);
    await createVersion(scene, id);
    return scene.send('DELETE', `/v5/policies/${id}/versions/v2`);
  },
  'Identity and Access Management 5 SetDefaultPolicyVersionV5': async (scene) =>
    scene.send('POST', `/v5/policies/${await policy(scene)}/versions/v1/set-default`),
  'Identity and Access Management 5 AttachUserPolicyV5': async (scene) =>
    scene.send('POST', `/v5/policies/${await policy(scene)}/attach-user`, colleague(scene)),
  'Identity and Access Management 5 DetachUserPolicyV5': async (scene) => {
    const path = `/v5/policies/${await policy(scene)}`;
    await scene.send('POST', `${path}/attach-user`, colleague(scene));
    return scene.send('POST', `${path}/detach-user`, colleague(scene));
  },
  'Identity and Access Management 5 AttachGroupPolicyV5': async (scene) => {
    const group_id = await userGroup(scene);
    return scene.send('POST', `/v5/policies/${await policy(scene)}/attach-group`, { group_id });
  },
  'Identity and Access Management 5 DetachGroupPolicyV5': async (scene) => {
    const group_id = await userGroup(scene);
    const path = `/v5/policies/${await policy(scene)}`;
    await scene.send('POST', `${path}/attach-group`, { group_id });
    return scene.send('POST', `${path}/detach-group`, { group_id });
  },
};

const policyDocument = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['none:*:*'] }],
});

const createPolicy = ({ send, name }: Scene) =>
  send('POST', '/v5/policies', { policy_name: name(), policy_document: policyDocument });

export const policy = async (scene: Scene): Promise<string> =>
  (await createPolicy(scene)).body.policy.policy_id;

const createVersion = ({ send }: Scene, id: string) =>
  send('POST', `/v5/policies/${id}/versions`, { policy_document: policyDocument });

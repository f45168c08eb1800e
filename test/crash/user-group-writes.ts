import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about user groups. */
export const userGroupWrites: Writes = {
  'Identity and Access Management KeystoneCreateGroup': ({ send, name }) =>
    send('POST', '/v3/groups', { group: { name: name() } }),
  'Identity and Access Management KeystoneUpdateGroup': async (scene) =>
    scene.send('PATCH', `/v3/groups/${await userGroup(scene)}`, { group: { name: scene.name() } }),
  'Identity and Access Management KeystoneDeleteGroup': async (scene) =>
    scene.send('DELETE', `/v3/groups/${await userGroup(scene)}`),
  'Identity and Access Management KeystoneAddUserToGroup': async (scene) =>
    scene.send('PUT', `/v3/groups/${await userGroup(scene)}/users/${scene.first.colleagueId}`),
  'Identity and Access Management KeystoneRemoveUserFromGroup': async (scene) =>
    scene.send(
      'DELETE',
      `/v3/groups/${await userGroup(scene, true)}/users/${scene.first.colleagueId}`,
    ),
  'Identity and Access Management 5 CreateGroupV5': ({ send, name }) =>
    send('POST', '/v5/groups', { group_name: name() }),
  'Identity and Access Management 5 UpdateGroupV5': async (scene) =>
    scene.send('PUT', `/v5/groups/${await userGroup(scene)}`, { new_group_name: scene.name() }),
  'Identity and Access Management 5 DeleteGroupV5': async (scene) =>
    scene.send('DELETE', `/v5/groups/${await userGroup(scene)}`),
  'Identity and Access Management 5 AddUserToGroupV5': async (scene) =>
    scene.send('POST', `/v5/groups/${await userGroup(scene)}/add-user`, colleague(scene)),
  'Identity and Access Management 5 RemoveUserFromGroupV5': async (scene) =>
    scene.send('POST', `/v5/groups/${await userGroup(scene, true)}/remove-user`, colleague(scene)),
};

/** The id of a new user group; with the colleague in it, if told. */
export async function userGroup(scene: Scene, joined = false): Promise<string> {
  const { body } = await scene.send('POST', '/v5/groups', { group_name: scene.name() });
  const { group_id } = body.group;
  if (joined) await scene.send('POST', `/v5/groups/${group_id}/add-user`, colleague(scene));
  return group_id;
}

export const colleague = ({ first }: Scene) => ({ user_id: first.colleagueId });

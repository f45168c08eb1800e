import { createProject } from './project-writes.ts';
import { userGroup } from './user-group-writes.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about repository groups. */
export const repositoryGroupWrites: Writes = {
  'CodeArts Repo CreateGroup': (scene) => createRepoGroup(scene),
  'CodeArts Repo DeleteGroup': async (scene) => {
    const { body } = await createRepoGroup(scene);
    return scene.send('DELETE', `/v4/${scene.first.projectId}/groups/${body.id}`);
  },
  'CodeArts Repo TransferGroup': async (scene) => {
    const { project, group } = await setGroupMember(scene);
    const { body } = await scene.send('GET', `${group}/members/list?project_id=${project}`);
    const members: { iam_id: string; user_id: number }[] = body;
    const colleague = members.find(({ iam_id }) => iam_id === scene.first.colleagueId);
    return scene.send('PUT', `${group}/transfer`, { owner_id: colleague?.user_id });
  },
  'CodeArts Repo UpdateGroupGeneralPolicy': async (scene) => {
    const { body } = await createRepoGroup(scene);
    const policy = { branch_name_regex: scene.name() };
    return scene.send('PUT', `/v4/groups/${body.id}/general-policy`, policy);
  },
  'CodeArts Repo UpdateGroupWatermark': async (scene) => {
    const { body } = await createRepoGroup(scene);
    return scene.send('PUT', `/v4/groups/${body.id}/watermark`, { watermark: true });
  },
  'CodeArts Repo UpdateGroupResourcePermissions': async (scene) => {
    const { body } = await createRepoGroup(scene);
    const data = [{ role_id: '7', permissions: [{ permission_id: 101, enabled: true }] }];
    return scene.send('PUT', `/v4/groups/${body.id}/permissions/1`, { data });
  },
  'CodeArts Repo AssociateGroupUserGroup': async (scene) => (await addUserGroup(scene)).answer,
};

/** Makes the colleague a member of a new group. */
export async function setGroupMember(scene: Scene) {
  const { send, first, name } = scene;
  const project = (await createProject(scene)).body.project_id;
  const member = { domain_id: first.domainId, user_id: first.colleagueId };
  await send('POST', `/v4/projects/${project}/member`, { ...member, role_id: 4 });
  const { body } = await send('POST', `/v4/${project}/groups`, { name: name() });
  const path = `/atelier/v1/repository-groups/${body.id}/members/${first.colleagueId}`;
  const answer = await send('PUT', path, { role_id: 3 });
  return { ...answer, path, project, group: `/v4/groups/${body.id}` };
}

export const createRepoGroup = ({ send, first, name }: Scene) =>
  send('POST', `/v4/${first.projectId}/groups`, { name: name() });

/** Puts a user group into a new repository group. */
export async function addUserGroup(scene: Scene) {
  const userGroupId = await userGroup(scene, true);
  const group: number = (await createRepoGroup(scene)).body.id;
  const path = `/v4/${scene.first.projectId}/groups/${group}/user-group/${userGroupId}`;
  return { group, userGroupId, answer: await scene.send('POST', path) };
}

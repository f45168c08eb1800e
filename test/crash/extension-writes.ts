import { createBuildGroup } from './build-group-writes.ts';
import { addUserGroup, createRepoGroup, setGroupMember } from './repository-group-writes.ts';
import { newRepository } from './repository-writes.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes that is Atelier's own. */
export const extensionWrites: Writes = {
  'Atelier RemoveGroupUserGroup': async (scene) => {
    const { group, userGroupId } = await addUserGroup(scene);
    const path = `/atelier/v1/repository-groups/${group}/user-groups/${userGroupId}`;
    return scene.send('DELETE', path);
  },
  'Atelier SetGroupMember': (scene) => setGroupMember(scene),
  'Atelier RemoveGroupMember': async (scene) => {
    const { path } = await setGroupMember(scene);
    return scene.send('DELETE', path);
  },
  'Atelier UpdateRepositoryGroup': async (scene) =>
    scene.send('PATCH', await groupPath(scene), { name: scene.name() }),
  'Atelier UpdateRepository': async (scene) => {
    const path = `/atelier/v1/repositories/${await newRepository(scene)}`;
    return scene.send('PATCH', path, { name: scene.name(), default_branch: scene.name() });
  },
  'Atelier ImportGroups': ({ send, first, name }) =>
    send('POST', `/atelier/v1/projects/${first.projectId}/groups`, {
      format: 'atelier-groups/1',
      repository_groups: [{ path: name() }],
    }),
  'Atelier RestoreRepositoryGroup': async (scene) =>
    scene.send('POST', `${await repositoryDeletion(scene)}/restore`, {}),
  'Atelier PurgeRepositoryGroup': async (scene) =>
    scene.send('DELETE', await repositoryDeletion(scene)),
  'Atelier RestoreBuildTaskGroup': async (scene) =>
    scene.send('POST', `${await buildDeletion(scene)}/restore`, {}),
  'Atelier PurgeBuildTaskGroup': async (scene) => scene.send('DELETE', await buildDeletion(scene)),
  'Atelier MoveRepositoryGroup': async (scene) => {
    const { body } = await createRepoGroup(scene);
    return scene.send('POST', `${await groupPath(scene)}/move`, { parent_id: body.id });
  },
};

const groupPath = async (scene: Scene) =>
  `/atelier/v1/repository-groups/${(await createRepoGroup(scene)).body.id}`;

/** Deletes a new group and answers the path of its deletion. */
async function repositoryDeletion(scene: Scene): Promise<string> {
  const { body } = await createRepoGroup(scene);
  await scene.send('DELETE', `/v4/${scene.first.projectId}/groups/${body.id}`);
  return `/atelier/v1/projects/${scene.first.projectId}/deleted-repository-groups/${body.id}`;
}

async function buildDeletion(scene: Scene): Promise<string> {
  const { id } = (await createBuildGroup(scene)).body.result[0];
  await scene.send('DELETE', `/v1/job/${scene.first.projectId}/group/delete?id=${id}`);
  return `/atelier/v1/projects/${scene.first.projectId}/deleted-build-task-groups/${id}`;
}

import { createRepoGroup } from './repository-group-writes.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about repositories and protected branches. */
export const repositoryWrites: Writes = {
  'CodeArts Repo TransferRepository': async (scene) => {
    const { send, first } = scene;
    const id = await newRepository(scene);
    const group = await createRepoGroup(scene);
    const namespace = `${first.projectId}/${group.body.name}`;
    const path = `/v4/repositories/${id}/transfer`;
    return send('POST', path, { namespace });
  },
  'CodeArts Repo V1 to V3 CreateRepository': (scene) => createRepository(scene),
  'CodeArts Repo V1 to V3 CreateProjectAndRepositories': ({ send, name }) =>
    send('POST', '/v2/projects/repositories', { project_name: name(), repo_name: 'r' }),
  'CodeArts Repo V1 to V3 DeleteRepository': async (scene) => {
    const { body } = await createRepository(scene);
    return scene.send('DELETE', `/v1/repositories/${body.result.repository_uuid}`);
  },
  'CodeArts Repo CreateProjectProtectedBranches': ({ send, first, name }) =>
    send('POST', `/v4/projects/${first.projectId}/protected-branches`, { name: name() }),
  'CodeArts Repo BatchCreateProtectedBranch': async (scene) => (await protectMain(scene)).answer,
  'CodeArts Repo UpdateProtectedBranch': async (scene) => {
    const { one } = await protectMain(scene);
    return scene.send('PUT', one, [{ action: 'push', enable: false }]);
  },
  'CodeArts Repo BatchUpdateProtectedBranches': async (scene) => {
    const { path } = await protectMain(scene);
    const actions = [{ action: 'push', enable: false }];
    return scene.send('PUT', path, { names: ['main'], actions });
  },
  'CodeArts Repo DeleteProtectedBranch': async (scene) =>
    scene.send('DELETE', (await protectMain(scene)).one),
  'CodeArts Repo BatchDeleteProtectedBranches': async (scene) => {
    const { path } = await protectMain(scene);
    return scene.send('POST', `${path}/bulk-deletion`, { names: ['main'] });
  },
};

const createRepository = ({ send, first, name }: Scene) =>
  send('POST', '/v1/repositories', { name: name(), project_uuid: first.projectId });

/** The number of a new repository. */
export async function newRepository(scene: Scene): Promise<number> {
  const { repository_uuid } = (await createRepository(scene)).body.result;
  const { body } = await scene.send('GET', `/v2/repositories/${repository_uuid}`);
  return body.result.repository_id;
}

/** Protects a branch of a new repository. */
async function protectMain(scene: Scene) {
  const repository = `/v4/repositories/${await newRepository(scene)}`;
  const path = `${repository}/protected-branches`;
  const one = `${repository}/protected-branch?branch_name=main`;
  return { path, one, answer: await scene.send('POST', path, { names: ['main'] }) };
}

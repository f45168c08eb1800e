import type { Asks, Attempt, Case } from './case.ts';
import { everyRole, makers, managers } from './roles.ts';
import type { Call } from './wire.ts';

/** What an operation on a repository asks: where its project is hidden, it is what is not found. */
const asks = (action: string, roles: readonly number[], rest: Partial<Asks> = {}): Asks => ({
  action: `codeartsrepo:repository:${action}`,
  policy: 'must-allow',
  roles,
  hidden: '404 CH.004404',
  ...rest,
});
const reading = asks('getRepository', everyRole);
const readingProject = asks('getRepository', everyRole, { hidden: '403 CH.004403' });
const ofAccount: Asks = { action: 'codeartsrepo:repository:getRepository', policy: 'must-allow' };

/** A call about a new public repository, named by its number or its uuid. */
const about =
  (path: (of: { id: string; uuid: string }) => string, call: Partial<Call> = {}) =>
  async ({ scene, projectId }: Attempt): Promise<Call> => {
    const repository = await scene.repository(projectId, { visibility: 'public' });
    return { method: 'GET', path: path(repository), ...call };
  };

/** Repositories, in the form of the table that these are part of. */
export const repositoryCases: Readonly<Record<string, Case>> = {
  'CodeArts Repo: ListGroupRepositories': {
    asks: reading,
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      return { method: 'GET', path: `/v4/groups/${id}/repositories` };
    },
  },
  'CodeArts Repo: ListProjectRepositories': {
    asks: readingProject,
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}/repositories` }),
  },
  'CodeArts Repo: ListCurrentUserRepositories': {
    asks: ofAccount,
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/user/repositories' }),
  },
  'CodeArts Repo: ShowRepository': {
    asks: reading,
    status: 200,
    call: about(({ id }) => `/v4/repositories/${id}`),
  },
  'CodeArts Repo: BatchValidateRepoNames': {
    asks: readingProject,
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: '/v4/repository-names/validations',
      body: { name: scene.word(), project_id: projectId },
    }),
  },
  'CodeArts Repo: TransferRepository': {
    asks: asks('transferRepository', managers, {
      policy: 'may-deny',
      lacks: 'repository.delete, and no role of yours in the repository has it.',
    }),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repository(projectId, { visibility: 'public' });
      const { namePath } = await scene.repositoryGroup(projectId);
      const path = `/v4/repositories/${id}/transfer`;
      return { method: 'POST', path, body: { namespace: `${projectId}/${namePath}` } };
    },
  },
  'Atelier: UpdateRepository': {
    asks: asks('setRepository', managers, {
      lacks: 'repository.settings, and no role of yours in the repository has it.',
      hidden: '404 AT.404',
    }),
    status: 200,
    call: about(({ id }) => `/atelier/v1/repositories/${id}`, {
      method: 'PATCH',
      body: { description: 'x', default_branch: 'trunk' },
    }),
  },
  'CodeArts Repo V1 to V3: CreateRepository': {
    asks: asks('createRepository', makers, {
      lacks: 'repository.create.',
      hidden: '403 CH.004403',
    }),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: '/v1/repositories',
      body: { name: scene.word(), project_uuid: projectId },
    }),
  },
  'CodeArts Repo V1 to V3: CreateProjectAndRepositories': {
    asks: {
      action: 'codeartsrepo:repository:createRepository',
      dependencies: ['codeartsreq:project:create'],
      policy: 'must-allow',
    },
    status: 200,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v2/projects/repositories',
      body: { project_name: scene.word(), repo_name: 'r' },
    }),
  },
  'CodeArts Repo V1 to V3: DeleteRepository': {
    asks: asks('deleteRepository', managers, {
      lacks: 'repository.delete, and no role of yours in the repository has it.',
    }),
    status: 200,
    call: about(({ uuid }) => `/v1/repositories/${uuid}`, { method: 'DELETE' }),
  },
  'CodeArts Repo V1 to V3: ListRepositoryStatus': {
    asks: reading,
    status: 200,
    call: about(({ uuid }) => `/v1/repositories/${uuid}/status`),
  },
  'CodeArts Repo V1 to V3: ShowRepositoryByUuid': {
    asks: reading,
    status: 200,
    call: about(({ uuid }) => `/v2/repositories/${uuid}`),
  },
  'CodeArts Repo V1 to V3: ShowAllRepositoryByTwoProjectId': {
    asks: readingProject,
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v2/projects/${projectId}/repositories` }),
  },
  'CodeArts Repo V1 to V3: ListUserAllRepositories': {
    asks: ofAccount,
    status: 200,
    call: () => ({ method: 'GET', path: '/v2/projects/repositories' }),
  },
  'CodeArts Repo V1 to V3: ShowRepositoryNameExist': {
    asks: readingProject,
    status: 200,
    call: ({ projectId }) => ({
      method: 'GET',
      path: `/v1/projects/${projectId}/repositories/validation/demo`,
    }),
  },
};

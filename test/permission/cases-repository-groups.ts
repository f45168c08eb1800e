import { type Asks, type Case, mustAllow } from './case.ts';
import { everyRole, makers, managers } from './roles.ts';

const repo = (action: string, roles: readonly number[], lacks: string): Asks => ({
  ...mustAllow(`codeartsrepo:${action}`),
  roles,
  lacks,
  hidden: '403 CH.004403',
});

/** Repository groups, their members and permissions. */
export const repositoryGroupCases: Readonly<Record<string, Case>> = {
  'CodeArts Repo: CreateGroup': {
    asks: repo('group:createGroup', makers, 'repository-group.create.'),
    status: 201,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: `/v4/${projectId}/groups`,
      body: { name: scene.word(), visibility: 'private' },
    }),
  },
  'CodeArts Repo: ListGroups': {
    asks: mustAllow('codeartsrepo:group:getGroup'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/groups/list', query: { all_available: 'true' } }),
  },
  'CodeArts Repo: ShowGroup': {
    asks: repo('group:getGroup', everyRole, ''),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      return { method: 'GET', path: `/v4/${projectId}/groups/${id}` };
    },
  },
  'CodeArts Repo: DeleteGroup': {
    asks: repo(
      'group:deleteGroup',
      managers,
      'repository-group.delete, and no role of yours in the repository group has it.',
    ),
    status: 202,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      return { method: 'DELETE', path: `/v4/${projectId}/groups/${id}` };
    },
  },
  'CodeArts Repo: ListGroupSubgroupsAndRepositories': {
    // The path names the group alone, so that is what is not found where the project is hidden.
    asks: { ...repo('repository:getRepository', everyRole, ''), hidden: '404 CH.004404' },
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      return { method: 'GET', path: `/v4/groups/${id}/subgroups-and-repositories` };
    },
  },
  'CodeArts Repo: ListProjectSubgroupsAndRepositories': {
    asks: repo('repository:getRepository', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({
      method: 'GET',
      path: `/v4/projects/${projectId}/subgroups-and-repositories`,
    }),
  },
  'CodeArts Repo: TransferGroup': {
    asks: {
      ...repo(
        'group:createGroup',
        [-1],
        'repository-group.transfer, and no role of yours in the repository group has it.',
      ),
      hidden: '404 CH.004404',
    },
    status: 200,
    async call({ scene, projectId }) {
      const group = await scene.repositoryGroup(projectId);
      const colleague = await scene.player();
      await scene.join(colleague, projectId, 8);
      await scene.joinGroup(colleague, group, 4);
      const body = { owner_id: colleague.user.number };
      return { method: 'PUT', path: `/v4/groups/${group.id}/transfer`, body };
    },
  },
  'CodeArts Repo: ListManageableGroups': {
    asks: repo('group:getGroup', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/${projectId}/manageable-groups` }),
  },
  'CodeArts Repo: ListGroupMembers': {
    asks: { ...repo('group:getMembers', everyRole, ''), hidden: '404 CH.004404' },
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      const query = { project_id: projectId };
      return { method: 'GET', path: `/v4/groups/${id}/members/list`, query };
    },
  },
  'CodeArts Repo: ListGroupAddableMembers': {
    asks: { ...repo('group:getMembers', everyRole, ''), hidden: '404 CH.004404' },
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      const query = { project_id: projectId };
      return { method: 'GET', path: `/v4/groups/${id}/members/addable-list`, query };
    },
  },
  'CodeArts Repo: ListGroupPermissionResources': {
    asks: mustAllow('codeartsrepo:group:getGroup'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/groups/permissions/resources' }),
  },
  'CodeArts Repo: ShowResourcePermissions': {
    asks: { ...repo('group:getGroup', everyRole, ''), hidden: '404 CH.004404' },
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      return { method: 'GET', path: `/v4/groups/${id}/permissions-resources/1` };
    },
  },
  'CodeArts Repo: ShowGroupPermissionInheritEnabled': {
    asks: { ...repo('group:getGroup', everyRole, ''), hidden: '404 CH.004404' },
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      return { method: 'GET', path: `/v4/groups/${id}/permission-inherit-enabled` };
    },
  },
  'CodeArts Repo: BatchValidateUserGroupPermissions': {
    asks: mustAllow('codeartsrepo:group:getGroup'),
    status: 200,
    call: () => ({
      method: 'POST',
      path: '/v4/user/groups/group-permissions',
      body: [{ group_id: '1' }],
    }),
  },
};

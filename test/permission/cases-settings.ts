import type { Asks, Attempt, Case } from './case.ts';
import { everyRole, managers } from './roles.ts';
import type { Call } from './wire.ts';

const asks = (action: string, roles: readonly number[], rest: Partial<Asks> = {}): Asks => ({
  action: `codeartsrepo:${action}`,
  policy: 'must-allow',
  roles,
  hidden: '404 CH.004404',
  ...rest,
});

const reading = asks('group:getGroup', everyRole);
const members = asks('group:getMembers', everyRole);
const lacksSettings =
  'repository-group.settings, and no role of yours in the repository group has it.';
const setting = asks('group:setGroup', managers, { lacks: lacksSettings });
const ofProject = { hidden: '403 CH.004403', lacks: 'repository.settings.' } as const;

/** A call about a new group, whose path goes on so. */
const onGroup =
  (rest: string, call: Partial<Call> = {}) =>
  async ({ scene, projectId }: Attempt): Promise<Call> => {
    const { id } = await scene.repositoryGroup(projectId);
    return { method: 'GET', path: `/v4/groups/${id}/${rest}`, ...call };
  };

const changingRules = asks('repository:setRepository', managers, {
  lacks: 'repository.settings, and no role of yours in the repository has it.',
});

/** A call about a repository in which the branch `main` is protected. */
const onProtected =
  (call: (about: { path: string; one: string; main: { branch_name: string } }) => Call) =>
  async ({ scene, projectId }: Attempt): Promise<Call> => {
    const { id } = await scene.repository(projectId);
    const path = `/v4/repositories/${id}/protected-branches`;
    await scene.as(scene.root, { method: 'POST', path, body: { names: ['main'] } });
    const one = `/v4/repositories/${id}/protected-branch`;
    return call({ path, one, main: { branch_name: 'main' } });
  };

/** Settings of repository groups and projects. */
export const settingsCases: Readonly<Record<string, Case>> = {
  'CodeArts Repo: ShowGroupGeneralPolicy': {
    asks: reading,
    status: 200,
    call: onGroup('policies/general'),
  },
  'CodeArts Repo: ShowGroupsGeneralPolicy': {
    asks: reading,
    status: 200,
    call: onGroup('general-policy'),
  },
  'CodeArts Repo: UpdateGroupGeneralPolicy': {
    asks: setting,
    status: 200,
    call: onGroup('general-policy', { method: 'PUT', body: { branch_name_regex: 'a+' } }),
  },
  'CodeArts Repo: ShowGroupWatermark': {
    asks: reading,
    status: 200,
    call: onGroup('watermark'),
  },
  'CodeArts Repo: UpdateGroupWatermark': {
    asks: setting,
    status: 200,
    call: onGroup('watermark', { method: 'PUT', body: { watermark: true } }),
  },
  'CodeArts Repo: ShowGroupsInherit': {
    asks: reading,
    status: 200,
    call: onGroup('inherit', { query: { setting_type: 'watermark' } }),
  },
  'CodeArts Repo: ShowGroupInheritSetting': {
    asks: reading,
    status: 200,
    call: onGroup('inherit-setting'),
  },
  'CodeArts Repo: ShowGroupSettingsInheritCfg': {
    asks: reading,
    status: 200,
    call: onGroup('settings-inherit-cfg'),
  },
  'CodeArts Repo: UpdateGroupResourcePermissions': {
    asks: asks('group:getGroup', [-1, 13], {
      lacks: 'repository-group.permissions, and no role of yours in the repository group has it.',
    }),
    status: 200,
    call: onGroup('permissions/1', {
      method: 'PUT',
      body: { data: [{ role_id: '7', permissions: [{ permission_id: 101, enabled: true }] }] },
    }),
  },
  'CodeArts Repo: AssociateGroupUserGroup': {
    asks: asks('group:updateMembers', managers, {
      hidden: '403 CH.004403',
      lacks: 'repository-member.create, and no role of yours in the repository group has it.',
    }),
    status: 201,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      const { group } = await scene.userGroup(scene.root);
      const path = `/v4/${projectId}/groups/${id}/user-group/${group.id}`;
      return { method: 'POST', path };
    },
  },
  'CodeArts Repo: ListGroupUserGroups': {
    asks: members,
    status: 200,
    call: onGroup('user-groups'),
  },
  'CodeArts Repo: ListGroupAddableUserGroups': {
    asks: members,
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.repositoryGroup(projectId);
      const query = { project_id: projectId };
      return { method: 'GET', path: `/v4/groups/${id}/user-groups/addable-list`, query };
    },
  },
  'CodeArts Repo: ListGroupProtectedRefsUserGroups': {
    asks: members,
    status: 200,
    call: onGroup('protected-refs/user-groups'),
  },
  'Atelier: RemoveGroupUserGroup': {
    asks: asks('group:updateMembers', managers, {
      hidden: '404 AT.404',
      lacks: 'repository-member.delete, and no role of yours in the repository group has it.',
    }),
    status: 204,
    async call({ scene, projectId }) {
      const group = await scene.repositoryGroup(projectId);
      const id = await scene.joinUserGroup(group);
      const path = `/atelier/v1/repository-groups/${group.id}/user-groups/${id}`;
      return { method: 'DELETE', path };
    },
  },
  'CodeArts Repo: BatchCreateProtectedBranch': {
    asks: changingRules,
    status: 200,
    call: onProtected((about) => ({ method: 'POST', path: about.path, body: { names: ['x'] } })),
  },
  'CodeArts Repo: BatchUpdateProtectedBranches': {
    asks: changingRules,
    status: 200,
    call: onProtected((about) => ({
      method: 'PUT',
      path: about.path,
      body: { names: ['main'] },
    })),
  },
  'CodeArts Repo: UpdateProtectedBranch': {
    asks: changingRules,
    status: 200,
    call: onProtected((about) => ({
      method: 'PUT',
      path: about.one,
      query: about.main,
      body: [],
    })),
  },
  'CodeArts Repo: ShowProtectedBranch': {
    asks: asks('repository:getRepository', everyRole),
    status: 200,
    call: onProtected((about) => ({ method: 'GET', path: about.one, query: about.main })),
  },
  'CodeArts Repo: ListProtectedBranches': {
    asks: asks('repository:getRepository', everyRole),
    status: 200,
    call: onProtected((about) => ({ method: 'GET', path: about.path })),
  },
  'CodeArts Repo: DeleteProtectedBranch': {
    asks: changingRules,
    status: 200,
    call: onProtected((about) => ({ method: 'DELETE', path: about.one, query: about.main })),
  },
  'CodeArts Repo: BatchDeleteProtectedBranches': {
    asks: changingRules,
    status: 200,
    call: onProtected((about) => ({
      method: 'POST',
      path: `${about.path}/bulk-deletion`,
      body: { names: ['main'] },
    })),
  },
  'CodeArts Repo: ListGroupProtectedBranches': {
    asks: reading,
    status: 200,
    call: onGroup('protected-branches', { query: { user_actions: 'true' } }),
  },
  'CodeArts Repo: CreateProjectProtectedBranches': {
    asks: asks('repository:setRepository', managers, ofProject),
    status: 200,
    call: ({ projectId }) => ({
      method: 'POST',
      path: `/v4/projects/${projectId}/protected-branches`,
      body: { name: 'main' },
    }),
  },
  'CodeArts Repo: ListProjectProtectedBranches': {
    asks: asks('repository:getRepository', everyRole, { hidden: '403 CH.004403' }),
    status: 200,
    call: ({ projectId }) => ({
      method: 'GET',
      path: `/v4/projects/${projectId}/protected-branches`,
    }),
  },
};

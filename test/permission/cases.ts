import type { Player, Scene } from './scene.ts';
import type { Call } from './wire.ts';

/** The project roles by their numbers. */
export const roleNames: Readonly<Record<number, string>> = {
  [-1]: 'Project creator',
  3: 'Project manager',
  4: 'Developer',
  5: 'Test manager',
  6: 'Tester',
  7: 'Participant',
  8: 'Viewer',
  9: 'Operation manager',
  10: 'Product manager',
  11: 'System engineer',
  12: 'Committer',
  13: 'Project administrator',
};
/**
 * Who may by default. Sources: Build user guide, role matrix; Repo user guide, permission matrix of
 * a group. ProjectMan's pages have no matrix, so its rows are Atelier's own.
 */
const everyRole = Object.keys(roleNames).map(Number);
const managers = [-1, 3, 13];
const makers = [...managers, 4, 11, 12];
const buildViewers = [...makers, 5, 8, 10];

/** What a call asks of its caller, written down here and not read from its declaration. */
export interface Asks {
  readonly action?: string;
  /** `open`: not even a credential. `none`: any valid credential. */
  readonly policy: 'must-allow' | 'may-deny' | 'none' | 'open';
  /** Roles that may, where the call is about a project. */
  readonly roles?: readonly number[];
  /** How the refusal of other roles goes on after "lacks the permission". */
  readonly lacks?: string;
  /** Status and code where the caller does not see the project. */
  readonly hidden?: `${403 | 404 | 422} ${string}`;
}

/** What a valid call is made of: a project that is fresh for it, and who makes it. */
export interface Attempt {
  readonly scene: Scene;
  readonly caller: Player;
  readonly projectId: string;
}

export interface Case {
  readonly asks: Asks;
  /** Of a success. */
  readonly status: number;
  /** Of a rule that refuses some callers who may make the call. */
  readonly ruledOut?: number;
  /** A valid call, with fresh things to act on. */
  call(attempt: Attempt): Call | Promise<Call>;
}

const mustAllow = (action: string): Asks => ({ action, policy: 'must-allow' });
const mayDeny = (action: string): Asks => ({ action, policy: 'may-deny' });

const build = (operation: string, roles: readonly number[], point: string): Asks => ({
  ...mayDeny(`codeartsbuild:group:${operation}`),
  roles,
  lacks: `${point}.`,
  hidden: '403 CB.00060200',
});
const job = (
  operation: string,
  roles: readonly number[],
  point: string,
  hidden: Asks['hidden'] = '422 DEVCB.00031006',
): Asks => ({ ...mayDeny(`codeartsbuild:job:${operation}`), roles, lacks: `${point}.`, hidden });
const ofV3 = '422 CB.00031006';
const repo = (action: string, roles: readonly number[], lacks: string): Asks => ({
  ...mustAllow(`codeartsrepo:${action}`),
  roles,
  lacks,
  hidden: '403 CH.004403',
});
const projectMan = (action: string, roles: readonly number[], point: string): Asks => ({
  ...mayDeny(`codeartsreq:${action}`),
  roles,
  lacks: `${point}.`,
  hidden: '404 PM.00000001',
});

const buildPath = (projectId: string, rest: string) => `/v1/job/${projectId}/group/${rest}`;

/** Every operation, as `service title: operation name`. One without a row here fails the suite. */
export const cases: Readonly<Record<string, Case>> = {
  'CodeArts Build: CreateJobGroup': {
    asks: build('createGroup', makers, 'build-group.manage'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: buildPath(projectId, 'create'),
      body: { name: scene.word() },
    }),
  },
  'CodeArts Build: DeleteGroup': {
    asks: build('deleteGroup', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.buildGroup(projectId);
      return { method: 'DELETE', path: buildPath(projectId, 'delete'), query: { id } };
    },
  },
  'CodeArts Build: ListGroupTree': {
    asks: build('listGroups', buildViewers, 'build-group.view'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: buildPath(projectId, 'tree') }),
  },
  'CodeArts Build: SwitchedPacket': {
    asks: build('swapGroups', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id: source_group_id } = await scene.buildGroup(projectId);
      const { id: target_group_id } = await scene.buildGroup(projectId);
      const query = { source_group_id, target_group_id };
      return { method: 'POST', path: buildPath(projectId, 'swap'), query };
    },
  },
  'CodeArts Build: UpdateJobGroup': {
    asks: build('updateGroup', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id } = await scene.buildGroup(projectId);
      return {
        method: 'PUT',
        path: buildPath(projectId, 'update'),
        body: { id, name: scene.word() },
      };
    },
  },
  'CodeArts Build: ShowProjectPermission': {
    asks: {
      ...mayDeny('codeartsbuild:project:getPermission'),
      roles: everyRole,
      hidden: '403 CB.00060200',
    },
    status: 200,
    call: ({ projectId }) => ({
      method: 'GET',
      path: '/v1/domain/user-permission',
      query: { project_id: projectId },
    }),
  },

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
      'repository-group.delete, and you did not create the repository group.',
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

  'Identity and Access Management: KeystoneCreateUserTokenByPassword': {
    asks: { policy: 'open' },
    status: 201,
    call: ({ scene: { root } }) => ({
      method: 'POST',
      path: '/v3/auth/tokens',
      body: {
        auth: {
          identity: {
            methods: ['password'],
            password: {
              user: {
                domain: { name: root.domainName },
                name: root.user.name,
                password: root.password,
              },
            },
          },
        },
      },
    }),
  },
  'Identity and Access Management: KeystoneValidateToken': {
    asks: { policy: 'none' },
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: '/v3/auth/tokens',
      headers: { 'X-Subject-Token': await ownToken(attempt) },
    }),
  },
  'Identity and Access Management: KeystoneRevokeToken': {
    asks: mayDeny('iam:tokens:revokeToken'),
    status: 204,
    call: async (attempt) => ({
      method: 'DELETE',
      path: '/v3/auth/tokens',
      headers: { 'X-Subject-Token': await ownToken(attempt) },
    }),
  },
  'Identity and Access Management: KeystoneListProjects': {
    asks: mayDeny('iam:projects:listProjects'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/projects' }),
  },
  'Identity and Access Management: KeystoneShowProject': {
    asks: mayDeny('iam:projects:getProject'),
    status: 200,
    call: async ({ scene, caller }) => ({
      method: 'GET',
      path: `/v3/projects/${await scene.iamProjectOf(caller)}`,
    }),
  },
  'Identity and Access Management: KeystoneCreateProject': {
    asks: mustAllow('iam:projects:createProject'),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v3/projects',
      body: { project: { name: `${scene.world.region}_${scene.word()}` } },
    }),
  },
  'Identity and Access Management: KeystoneListAuthProjects': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/auth/projects' }),
  },
  'Identity and Access Management: KeystoneListAuthDomains': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/auth/domains' }),
  },
  'Identity and Access Management: KeystoneListRegions': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/regions' }),
  },
  'Security Token Service: GetCallerIdentity': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/caller-identity' }),
  },

  'CodeArts Req: CreateProjectV4': {
    asks: mayDeny('codeartsreq:project:create'),
    status: 200,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v4/project',
      body: { project_name: scene.word(), project_type: 'scrum' },
    }),
  },
  'CodeArts Req: ListProjectsV4': {
    asks: mayDeny('codeartsreq:project:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/projects' }),
  },
  'CodeArts Req: CheckProjectNameV4': {
    asks: mayDeny('codeartsreq:project:checkName'),
    status: 200,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v4/projects/check-name',
      body: { project_name: scene.word() },
    }),
  },
  'CodeArts Req: ShowProjectInfoV4': {
    asks: projectMan('project:get', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}` }),
  },
  'CodeArts Req: UpdateProjectV4': {
    asks: projectMan('project:update', managers, 'project.edit'),
    status: 204,
    call: ({ scene, projectId }) => ({
      method: 'PUT',
      path: `/v4/projects/${projectId}`,
      body: { project_name: scene.word() },
    }),
  },
  'CodeArts Req: DeleteProjectV4': {
    asks: projectMan('project:delete', managers, 'project.delete'),
    status: 204,
    call: ({ projectId }) => ({ method: 'DELETE', path: `/v4/projects/${projectId}` }),
  },
  'CodeArts Req: AddMemberV4': {
    asks: projectMan('member:add', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const { id, domainId } = (await scene.player()).user;
      const body = { domain_id: domainId, user_id: id, role_id: 4 };
      return { method: 'POST', path: `/v4/projects/${projectId}/member`, body };
    },
  },
  'CodeArts Req: ListProjectMembersV4': {
    asks: projectMan('member:list', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}/members` }),
  },
  'CodeArts Req: ShowCurUserInfo': {
    asks: mayDeny('codeartsreq:member:get'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/user' }),
  },

  'Atelier: ListAudit': {
    asks: mustAllow('atelier:audit:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/atelier/v1/audit' }),
  },
  'CodeArts Req: UpdateNickNameV4': {
    asks: mustAllow('codeartsreq:member:update'),
    status: 204,
    call: ({ scene }) => ({ method: 'PUT', path: '/v4/user', body: { nick_name: scene.word() } }),
  },
  'CodeArts Req: ListDomainNotAddedProjectsV4': {
    asks: mayDeny('codeartsreq:project:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/projects/domain/not-added' }),
  },
  'CodeArts Req: BatchAddMembersV4': {
    asks: projectMan('member:add', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const { id } = (await scene.player()).user;
      const body = { users: [{ user_id: id, role_id: 4 }] };
      return { method: 'POST', path: `/v4/projects/${projectId}/members`, body };
    },
  },
  'CodeArts Req: BatchDeleteMembersV4': {
    asks: projectMan('member:remove', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const body = { user_ids: [await newMember(scene, projectId)] };
      return { method: 'DELETE', path: `/v4/projects/${projectId}/members`, body };
    },
  },
  'CodeArts Req: UpdateMembesRoleV4': {
    asks: projectMan('member:updateRole', managers, 'project.members'),
    status: 204,
    async call({ scene, projectId }) {
      const body = { role_id: 8, user_ids: [await newMember(scene, projectId)] };
      return { method: 'POST', path: `/v4/projects/${projectId}/members/role`, body };
    },
  },
  'CodeArts Req: RemoveProject': {
    asks: projectMan('member:quit', everyRole, ''),
    status: 204,
    // Creators stay, and a root user may be no member.
    ruledOut: 400,
    call: ({ projectId }) => ({ method: 'DELETE', path: `/v4/projects/${projectId}/quit` }),
  },
  'CodeArts Req: ShowCurUserRole': {
    asks: projectMan('member:getRole', everyRole, ''),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v4/projects/${projectId}/user-role` }),
  },
  'CodeArts Build: MoveGroup': {
    asks: build('moveGroup', makers, 'build-group.manage'),
    status: 200,
    async call({ scene, projectId }) {
      const { id: group_id } = await scene.buildGroup(projectId);
      const body = { group_id, jobs: [{ job_id: await scene.buildTask(projectId) }] };
      return { method: 'POST', path: buildPath(projectId, 'move'), body };
    },
  },
  'CodeArts Build: CreateNewJob': {
    asks: job('create', makers, 'build-task.create', '403 CB.00060200'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: '/v1/job/create',
      body: jobBody(scene, projectId),
    }),
  },
  'CodeArts Build: CreateBuildJob': {
    asks: job('create', makers, 'build-task.create', '403 CB.00060200'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'POST',
      path: '/v3/jobs/create',
      body: jobBody(scene, projectId),
    }),
  },
  'CodeArts Build: UpdateNewJob': {
    asks: job('update', makers, 'build-task.edit'),
    status: 200,
    async call({ scene, projectId }) {
      const job_id = await scene.buildTask(projectId);
      return {
        method: 'POST',
        path: '/v1/job/update',
        body: { ...jobBody(scene, projectId), job_id },
      };
    },
  },
  'CodeArts Build: UpdateBuildJob': {
    asks: job('update', makers, 'build-task.edit', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const job_id = await scene.buildTask(projectId);
      return {
        method: 'POST',
        path: '/v3/jobs/update',
        body: { ...jobBody(scene, projectId), job_id },
      };
    },
  },
  'CodeArts Build: ShowJobConfig': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/config` };
    },
  },
  'CodeArts Build: ListJobConfig': {
    asks: job('get', buildViewers, 'build-task.view', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v3/jobs/${id}/query` };
    },
  },
  'CodeArts Build: ShowJobInfo': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/info` };
    },
  },
  'CodeArts Build: DeleteTheJob': {
    asks: job('delete', makers, 'build-task.delete'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'DELETE', path: `/v1/job/${id}/delete` };
    },
  },
  'CodeArts Build: DeleteBuildJob': {
    asks: job('delete', makers, 'build-task.delete', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v3/jobs/${id}/delete` };
    },
  },
  'CodeArts Build: ListProjectJobs': {
    asks: job('list', buildViewers, 'build-task.view', '403 CB.00060200'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v1/job/${projectId}/list` }),
  },
  'CodeArts Build: ShowJobListByProjectId': {
    asks: job('list', buildViewers, 'build-task.view', '403 CB.00060200'),
    status: 200,
    call: ({ projectId }) => ({ method: 'GET', path: `/v3/${projectId}/jobs` }),
  },
  'CodeArts Build: ListJob': {
    asks: mayDeny('codeartsbuild:job:list'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/list' }),
  },
  'CodeArts Build: CheckJobNameIsExists': {
    asks: job('checkName', buildViewers, 'build-task.view', '403 CB.00060200'),
    status: 200,
    call: ({ scene, projectId }) => ({
      method: 'GET',
      path: '/v1/job/check/exist',
      query: { project_id: projectId, job_name: scene.word() },
    }),
  },
  'CodeArts Build: CheckJobCountIsTopLimit': {
    asks: mayDeny('codeartsbuild:job:checkCount'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/check/count' }),
  },
  'CodeArts Build: AddFavouriteTask': {
    asks: job('follow', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v1/job/${id}/follow` };
    },
  },
  'CodeArts Build: RemoverFavouriteTask': {
    asks: job('follow', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v1/job/${id}/unfollow` };
    },
  },
  'CodeArts Build: DisableTheJob': {
    asks: job('disable', makers, 'build-task.disable'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v1/job/${id}/disable`, body: { disabled: true } };
    },
  },
  'CodeArts Build: DisableBuildJob': {
    asks: job('disable', makers, 'build-task.disable', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v3/jobs/${id}/disable` };
    },
  },
  'CodeArts Build: EnableBuildJob': {
    asks: job('disable', makers, 'build-task.disable', ofV3),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'POST', path: `/v3/jobs/${id}/recover` };
    },
  },
  'CodeArts Build: ShowDisable': {
    asks: job('get', buildViewers, 'build-task.view'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/check/disable` };
    },
  },
  'CodeArts Build: ShowCopyName': {
    asks: job('copy', makers, 'build-task.clone'),
    status: 200,
    async call({ scene, projectId }) {
      const id = await scene.buildTask(projectId);
      return { method: 'GET', path: `/v1/job/${id}/copy-name` };
    },
  },
  'CodeArts Build: CopyJob': {
    asks: job('copy', makers, 'build-task.clone'),
    status: 200,
    async call({ scene, projectId }) {
      const copy_job_id = await scene.buildTask(projectId);
      return {
        method: 'POST',
        path: '/v1/job/copy',
        body: { ...jobBody(scene, projectId), copy_job_id },
      };
    },
  },
  'CodeArts Build: BatchDeleteBuildJobs': {
    asks: job('delete', makers, 'build-task.delete'),
    status: 200,
    async call({ scene, projectId }) {
      const job_ids = [await scene.buildTask(projectId)];
      return { method: 'DELETE', path: '/v1/job/batch-delete', body: { job_ids } };
    },
  },
  'CodeArts Build: ShowDefaultBuildParameters': {
    asks: mayDeny('codeartsbuild:job:listParameters'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/default-parameters' }),
  },
  'CodeArts Build: ShowJobSystemParameters': {
    asks: mayDeny('codeartsbuild:job:listParameters'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v1/job/system-parameters' }),
  },
};

/** A body that defines a task. */
function jobBody(scene: Scene, projectId: string): Record<string, unknown> {
  return { project_id: projectId, job_name: scene.word(), arch: 'x86-64', steps: [] };
}

/** The id of a user who has just become a member. */
async function newMember(scene: Scene, projectId: string): Promise<string> {
  const player = await scene.player();
  await scene.join(player, projectId, 4);
  return player.user.id;
}

function ownToken({ scene, caller }: Attempt): Promise<string> {
  return scene.token(caller);
}

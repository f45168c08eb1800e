import { principalOf } from '../../src/domain/access/index.ts';
import { Problem } from '../../src/domain/kernel/index.ts';
import { sealRefusal } from '../../src/facades/authorization-message.ts';
import { buildTaskCases } from './cases-build-tasks.ts';
import { extensionCases } from './cases-extensions.ts';
import { httpsPasswordCases } from './cases-https-password.ts';
import { repositoryCases } from './cases-repositories.ts';
import { settingsCases } from './cases-settings.ts';
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
  /** Further actions that policies must not deny. */
  readonly dependencies?: readonly string[];
  /** `open`: not even a credential. `none`: any valid credential. */
  readonly policy: 'must-allow' | 'may-deny' | 'none' | 'open';
  /** How a refusal names what it is about; absent: `*`. */
  readonly resource?: string;
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
const of = (resource: string, asks: Asks): Asks => ({ ...asks, resource });
/** About the user that the call names, or whose key it names. */
const ofUser = (asks: Asks): Asks => of('user', asks);

const build = (operation: string, roles: readonly number[], point: string): Asks => ({
  ...mayDeny(`codeartsbuild:group:${operation}`),
  roles,
  lacks: `${point}.`,
  hidden: '403 CB.00060200',
});
const repo = (action: string, roles: readonly number[], lacks: string): Asks => ({
  ...mustAllow(`codeartsrepo:${action}`),
  roles,
  lacks,
  hidden: '403 CH.004403',
});
const inGroup = (action: string, point: string): Asks => ({
  ...mustAllow(`codeartsrepo:group:${action}`),
  roles: managers,
  lacks: `${point}, and no role of yours in the repository group has it.`,
  hidden: '404 AT.404',
});
const projectMan = (action: string, roles: readonly number[], point: string): Asks => ({
  ...mayDeny(`codeartsreq:${action}`),
  roles,
  lacks: `${point}.`,
  hidden: '404 PM.00000001',
});

const credentials = '/v3.0/OS-CREDENTIAL/credentials';
const anyDocument = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['none:*:*'] }],
});

const buildPath = (projectId: string, rest: string) => `/v1/job/${projectId}/group/${rest}`;

/** Every operation, as `service title: operation name`. One without a row here fails the suite. */
export const cases: Readonly<Record<string, Case>> = {
  ...settingsCases,
  ...repositoryCases,
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
      const { group, colleague } = await groupAndColleague(scene, projectId);
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
  'Identity and Access Management: KeystoneCreateScopedToken': {
    asks: { policy: 'open' },
    status: 201,
    call: async ({ scene }) => ({
      method: 'POST',
      path: '/v3/auth/tokens',
      body: {
        auth: { identity: { methods: ['token'], token: { id: await scene.token(scene.root) } } },
      },
    }),
  },
  'Identity and Access Management: CreateTemporaryAccessKeyByToken': {
    asks: mayDeny('iam:tokens:createTemporaryAccessKey'),
    status: 201,
    call: async (attempt) => ({
      method: 'POST',
      path: '/v3.0/OS-CREDENTIAL/securitytokens',
      body: { auth: { identity: { methods: ['token'], token: { id: await ownToken(attempt) } } } },
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
  'Identity and Access Management: KeystoneListUsers': {
    asks: mustAllow('iam:users:listUsers'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/users' }),
  },
  'Identity and Access Management: KeystoneCreateUser': {
    asks: mustAllow('iam:users:createUser'),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v3/users',
      body: { user: { name: scene.word(), password: 'Secret-one-1' } },
    }),
  },
  'Identity and Access Management: KeystoneShowUser': {
    asks: ofUser(mustAllow('iam:users:getUser')),
    status: 200,
    call: async (attempt) => ({ method: 'GET', path: `/v3/users/${await colleagueId(attempt)}` }),
  },
  'Identity and Access Management: KeystoneUpdateUserByAdmin': {
    asks: ofUser(mustAllow('iam:users:updateUser')),
    status: 200,
    call: async (attempt) => ({
      method: 'PATCH',
      path: `/v3/users/${await colleagueId(attempt)}`,
      body: { user: { enabled: false } },
    }),
  },
  'Identity and Access Management: KeystoneDeleteUser': {
    asks: ofUser(mustAllow('iam:users:deleteUser')),
    status: 204,
    call: async (attempt) => ({
      method: 'DELETE',
      path: `/v3/users/${await colleagueId(attempt)}`,
    }),
  },
  'Identity and Access Management: KeystoneUpdateUserPassword': {
    asks: ofUser(mayDeny('iam:users:changePasswordV5')),
    // As with ChangePasswordV5.
    status: 400,
    call: ({ caller }) => ({
      method: 'POST',
      path: `/v3/users/${caller.user.id}/password`,
      body: { user: { original_password: caller.password, password: 'short' } },
    }),
  },
  'Identity and Access Management: KeystoneListProjectsForUser': {
    asks: ofUser(mustAllow('iam:projects:listProjectsForUser')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: `/v3/users/${await colleagueId(attempt)}/projects`,
    }),
  },
  'Identity and Access Management: CreatePermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:createCredential')),
    status: 201,
    call: async (attempt) => ({
      method: 'POST',
      path: credentials,
      body: { credential: { user_id: await colleagueId(attempt) } },
    }),
  },
  'Identity and Access Management: ListPermanentAccessKeys': {
    asks: ofUser(mustAllow('iam:credentials:listCredentials')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: credentials,
      query: { user_id: await colleagueId(attempt) },
    }),
  },
  'Identity and Access Management: ShowPermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:getCredential')),
    status: 200,
    call: async ({ scene, caller }) => ({
      method: 'GET',
      path: `${credentials}/${(await scene.colleague(caller)).accessKey}`,
    }),
  },
  'Identity and Access Management: UpdatePermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:updateCredential')),
    status: 200,
    call: async ({ scene, caller }) => ({
      method: 'PUT',
      path: `${credentials}/${(await scene.colleague(caller)).accessKey}`,
      body: { credential: { status: 'inactive' } },
    }),
  },
  'Identity and Access Management: DeletePermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:deleteCredential')),
    status: 204,
    call: async ({ scene, caller }) => ({
      method: 'DELETE',
      path: `${credentials}/${(await scene.colleague(caller)).accessKey}`,
    }),
  },
  'Identity and Access Management 5: CreateUserV5': {
    asks: of('user', mustAllow('iam:users:createUserV5')),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v5/users',
      body: { name: scene.word(), enabled: true },
    }),
  },
  'Identity and Access Management 5: ListUsersV5': {
    asks: mustAllow('iam:users:listUsersV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/users' }),
  },
  'Identity and Access Management 5: ShowUserV5': {
    asks: ofUser(mustAllow('iam:users:getUserV5')),
    status: 200,
    call: async (attempt) => ({ method: 'GET', path: await colleaguePath(attempt) }),
  },
  'Identity and Access Management 5: UpdateUserV5': {
    asks: ofUser(mustAllow('iam:users:updateUserV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'PUT',
      path: await colleaguePath(attempt),
      body: { enabled: false },
    }),
  },
  'Identity and Access Management 5: DeleteUserV5': {
    asks: ofUser(mustAllow('iam:users:deleteUserV5')),
    status: 204,
    call: async (attempt) => ({ method: 'DELETE', path: await colleaguePath(attempt) }),
  },
  'Identity and Access Management 5: ShowUserLastLoginV5': {
    asks: ofUser(mustAllow('iam:users:showUserLastLoginV5')),
    status: 200,
    call: async (attempt) => ({ method: 'GET', path: await colleaguePath(attempt, '/last-login') }),
  },
  'Identity and Access Management 5: CreateAccessKeyV5': {
    asks: ofUser(mustAllow('iam:credentials:createCredentialV5')),
    status: 201,
    call: async (attempt) => ({
      method: 'POST',
      path: await colleaguePath(attempt, '/access-keys'),
    }),
  },
  'Identity and Access Management 5: ListAccessKeysV5': {
    asks: ofUser(mustAllow('iam:credentials:listCredentialsV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: await colleaguePath(attempt, '/access-keys'),
    }),
  },
  'Identity and Access Management 5: UpdateAccessKeyV5': {
    asks: ofUser(mustAllow('iam:credentials:updateCredentialV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'PUT',
      path: await colleagueKeyPath(attempt),
      body: { status: 'inactive' },
    }),
  },
  'Identity and Access Management 5: DeleteAccessKeyV5': {
    asks: ofUser(mustAllow('iam:credentials:deleteCredentialV5')),
    status: 204,
    call: async (attempt) => ({ method: 'DELETE', path: await colleagueKeyPath(attempt) }),
  },
  'Identity and Access Management 5: ShowAccessKeyLastUsedV5': {
    asks: ofUser(mustAllow('iam:credentials:showAccessKeyLastUsedV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: `${await colleagueKeyPath(attempt)}/last-used`,
    }),
  },
  'Identity and Access Management 5: CreateLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:createLoginProfileV5')),
    status: 201,
    async call({ scene, caller }) {
      const { user } = await scene.colleague(caller, { password: false });
      const body = { password: 'Secret-one-1', password_reset_required: false };
      return { method: 'POST', path: `/v5/users/${user.id}/login-profile`, body };
    },
  },
  'Identity and Access Management 5: ShowLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:showLoginProfileV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: await colleaguePath(attempt, '/login-profile'),
    }),
  },
  'Identity and Access Management 5: UpdateLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:updateLoginProfileV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'PUT',
      path: await colleaguePath(attempt, '/login-profile'),
      body: { password: 'Secret-two-2' },
    }),
  },
  'Identity and Access Management 5: DeleteLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:deleteLoginProfileV5')),
    status: 204,
    call: async (attempt) => ({
      method: 'DELETE',
      path: await colleaguePath(attempt, '/login-profile'),
    }),
  },
  'Identity and Access Management 5: ChangePasswordV5': {
    asks: mayDeny('iam:users:changePasswordV5'),
    // A good one would end the tokens of those who call next; a bad one is refused after the rest.
    status: 400,
    call: ({ caller }) => ({
      method: 'POST',
      path: '/v5/caller-password',
      body: { old_password: caller.password, new_password: 'short' },
    }),
  },
  'Identity and Access Management: KeystoneListGroups': {
    asks: mustAllow('iam:groups:listGroups'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/groups' }),
  },
  'Identity and Access Management: KeystoneCreateGroup': {
    asks: mustAllow('iam:groups:createGroup'),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v3/groups',
      body: { group: { name: scene.word() } },
    }),
  },
  'Identity and Access Management: KeystoneShowGroup': {
    asks: mustAllow('iam:groups:getGroup'),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v3/groups/${group.id}` };
    },
  },
  'Identity and Access Management: KeystoneUpdateGroup': {
    asks: mustAllow('iam:groups:updateGroup'),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return {
        method: 'PATCH',
        path: `/v3/groups/${group.id}`,
        body: { group: { name: scene.word() } },
      };
    },
  },
  'Identity and Access Management: KeystoneDeleteGroup': {
    asks: mustAllow('iam:groups:deleteGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'DELETE', path: `/v3/groups/${group.id}` };
    },
  },
  'Identity and Access Management: KeystoneListUsersForGroupByAdmin': {
    asks: mustAllow('iam:users:listUsersForGroup'),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v3/groups/${group.id}/users` };
    },
  },
  'Identity and Access Management: KeystoneAddUserToGroup': {
    asks: mustAllow('iam:permissions:addUserToGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      const { id } = (await scene.colleague(caller)).user;
      return { method: 'PUT', path: `/v3/groups/${group.id}/users/${id}` };
    },
  },
  'Identity and Access Management: KeystoneRemoveUserFromGroup': {
    asks: mustAllow('iam:permissions:removeUserFromGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group, member } = await scene.userGroup(caller);
      return { method: 'DELETE', path: `/v3/groups/${group.id}/users/${member.id}` };
    },
  },
  'Identity and Access Management: KeystoneCheckUserInGroup': {
    asks: mustAllow('iam:permissions:checkUserInGroup'),
    status: 204,
    async call({ scene, caller }) {
      const { group, member } = await scene.userGroup(caller);
      return { method: 'HEAD', path: `/v3/groups/${group.id}/users/${member.id}` };
    },
  },
  'Identity and Access Management: KeystoneListGroupsForUser': {
    asks: mustAllow('iam:groups:listGroupsForUser'),
    status: 200,
    async call({ scene, caller }) {
      const { member } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v3/users/${member.id}/groups` };
    },
  },

  'Identity and Access Management 5: CreateGroupV5': {
    asks: of('group', mustAllow('iam:groups:createGroupV5')),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v5/groups',
      body: { group_name: scene.word() },
    }),
  },
  'Identity and Access Management 5: ListGroupsV5': {
    asks: mustAllow('iam:groups:listGroupsV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/groups' }),
  },
  'Identity and Access Management 5: ShowGroupSummary': {
    asks: mustAllow('iam:groups:listGroupsV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/groups-summary' }),
  },
  'Identity and Access Management 5: ShowGroupV5': {
    asks: of('group', mustAllow('iam:groups:getGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v5/groups/${group.id}` };
    },
  },
  'Identity and Access Management 5: UpdateGroupV5': {
    asks: of('group', mustAllow('iam:groups:updateGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return {
        method: 'PUT',
        path: `/v5/groups/${group.id}`,
        body: { new_group_name: scene.word() },
      };
    },
  },
  'Identity and Access Management 5: DeleteGroupV5': {
    asks: of('group', mustAllow('iam:groups:deleteGroupV5')),
    status: 204,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'DELETE', path: `/v5/groups/${group.id}` };
    },
  },
  'Identity and Access Management 5: AddUserToGroupV5': {
    asks: of('group', mustAllow('iam:permissions:addUserToGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      const { id } = (await scene.colleague(caller)).user;
      return { method: 'POST', path: `/v5/groups/${group.id}/add-user`, body: { user_id: id } };
    },
  },
  'Identity and Access Management 5: RemoveUserFromGroupV5': {
    asks: of('group', mustAllow('iam:permissions:removeUserFromGroupV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group, member } = await scene.userGroup(caller);
      return {
        method: 'POST',
        path: `/v5/groups/${group.id}/remove-user`,
        body: { user_id: member.id },
      };
    },
  },
  'Identity and Access Management 5: CreatePolicyV5': {
    asks: of('policy', mustAllow('iam:policies:createV5')),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v5/policies',
      body: { policy_name: scene.word(), policy_document: anyDocument },
    }),
  },
  'Identity and Access Management 5: ListPoliciesV5': {
    asks: mustAllow('iam:policies:listV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/policies' }),
  },
  'Identity and Access Management 5: GetPolicyV5': {
    asks: of('policy', mustAllow('iam:policies:getV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}` };
    },
  },
  'Identity and Access Management 5: DeletePolicyV5': {
    asks: of('policy', mustAllow('iam:policies:deleteV5')),
    status: 204,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'DELETE', path: `/v5/policies/${id}` };
    },
  },
  'Identity and Access Management 5: ListPolicyVersionsV5': {
    asks: of('policy', mustAllow('iam:policies:listVersionsV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}/versions` };
    },
  },
  'Identity and Access Management 5: CreatePolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:createVersionV5')),
    status: 201,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return {
        method: 'POST',
        path: `/v5/policies/${id}/versions`,
        body: { policy_document: anyDocument },
      };
    },
  },
  'Identity and Access Management 5: GetPolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:getVersionV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}/versions/v2` };
    },
  },
  'Identity and Access Management 5: DeletePolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:deleteVersionV5')),
    status: 204,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'DELETE', path: `/v5/policies/${id}/versions/v2` };
    },
  },
  'Identity and Access Management 5: SetDefaultPolicyVersionV5': {
    asks: of('policy', mustAllow('iam:policies:setDefaultVersionV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'POST', path: `/v5/policies/${id}/versions/v2/set-default` };
    },
  },
  'Identity and Access Management 5: AttachUserPolicyV5': {
    asks: ofUser(mustAllow('iam:users:attachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { user } = await scene.colleague(caller);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/attach-user`,
        body: { user_id: user.id },
      };
    },
  },
  'Identity and Access Management 5: DetachUserPolicyV5': {
    asks: ofUser(mustAllow('iam:users:detachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { user } = await scene.colleague(caller);
      await scene.attach(policy, user);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/detach-user`,
        body: { user_id: user.id },
      };
    },
  },
  'Identity and Access Management 5: ListAttachedUserPoliciesV5': {
    asks: ofUser(mustAllow('iam:users:listAttachedPoliciesV5')),
    status: 200,
    async call({ scene, caller }) {
      const { user } = await scene.colleague(caller);
      return { method: 'GET', path: `/v5/users/${user.id}/attached-policies` };
    },
  },
  'Identity and Access Management 5: AttachGroupPolicyV5': {
    asks: of('group', mustAllow('iam:groups:attachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { group } = await scene.userGroup(caller);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/attach-group`,
        body: { group_id: group.id },
      };
    },
  },
  'Identity and Access Management 5: DetachGroupPolicyV5': {
    asks: of('group', mustAllow('iam:groups:detachPolicyV5')),
    status: 200,
    async call({ scene, caller }) {
      const policy = await scene.policy(caller);
      const { group } = await scene.userGroup(caller);
      await scene.attach(policy, group);
      return {
        method: 'POST',
        path: `/v5/policies/${policy.id}/detach-group`,
        body: { group_id: group.id },
      };
    },
  },
  'Identity and Access Management 5: ListAttachedGroupPoliciesV5': {
    asks: of('group', mustAllow('iam:groups:listAttachedPoliciesV5')),
    status: 200,
    async call({ scene, caller }) {
      const { group } = await scene.userGroup(caller);
      return { method: 'GET', path: `/v5/groups/${group.id}/attached-policies` };
    },
  },
  'Identity and Access Management 5: ListEntitiesForPolicyV5': {
    asks: of('policy', mustAllow('iam:policies:listEntitiesV5')),
    status: 200,
    async call({ scene, caller }) {
      const { id } = await scene.policy(caller);
      return { method: 'GET', path: `/v5/policies/${id}/attached-entities` };
    },
  },
  'Security Token Service: GetCallerIdentity': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/caller-identity' }),
  },

  'Security Token Service: DecodeAuthorizationMessage': {
    asks: mustAllow('sts::decodeAuthorizationMessage'),
    status: 200,
    call({ scene, caller: { user, domainName } }) {
      const refusal = new Problem('forbidden', { subject: 'any:thing:do', reason: 'No.' });
      const { vault } = scene.world.server.data;
      const encoded_message = sealRefusal(vault, principalOf(user, domainName), refusal, '');
      return {
        method: 'POST',
        path: '/v5/decode-authorization-message',
        body: { encoded_message },
      };
    },
  },

  'Identity and Access Management 5: GetAuthorizationSchemaV5': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/authorization-schemas/services/codeartsrepo' }),
  },
  'Identity and Access Management 5: ListRegisteredServicesForAuthSchemaV5': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/authorization-schemas/registered-services' }),
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

  'Atelier: SetGroupMember': {
    asks: inGroup('updateMembers', 'repository-member.create'),
    status: 200,
    async call({ scene, projectId }) {
      const { path } = await groupAndColleague(scene, projectId);
      return { method: 'PUT', path, body: { role_id: 4 } };
    },
  },
  'Atelier: RemoveGroupMember': {
    asks: inGroup('updateMembers', 'repository-member.delete'),
    status: 204,
    async call({ scene, projectId }) {
      const { group, colleague, path } = await groupAndColleague(scene, projectId);
      await scene.joinGroup(colleague, group, 4);
      return { method: 'DELETE', path };
    },
  },
  'Atelier: ShowGroupAccess': {
    asks: inGroup('getMembers', 'repository-member.update'),
    status: 200,
    async call({ scene, projectId, caller }) {
      const { id } = await scene.repositoryGroup(projectId);
      const path = `/atelier/v1/repository-groups/${id}/access`;
      const user_id = caller.user.domainId === scene.root.user.domainId ? caller.user.id : '0';
      return { method: 'GET', path, query: { user_id } };
    },
  },
  ...buildTaskCases,
  ...extensionCases,
  ...httpsPasswordCases,
};

/** The id of a user who has just become a member. */
async function newMember(scene: Scene, projectId: string): Promise<string> {
  const player = await scene.player();
  await scene.join(player, projectId, 4);
  return player.user.id;
}

/** A group and somebody of its project, with the path of their membership. */
async function groupAndColleague(scene: Scene, projectId: string) {
  const group = await scene.repositoryGroup(projectId);
  const colleague = await scene.player();
  await scene.join(colleague, projectId, 8);
  const path = `/atelier/v1/repository-groups/${group.id}/members/${colleague.user.id}`;
  return { group, colleague, path };
}

function ownToken({ scene, caller }: Attempt): Promise<string> {
  return scene.token(caller);
}

/** A fresh user of the caller's account. */
async function colleagueId({ scene, caller }: Attempt): Promise<string> {
  return (await scene.colleague(caller)).user.id;
}

async function colleaguePath(attempt: Attempt, rest = ''): Promise<string> {
  return `/v5/users/${await colleagueId(attempt)}${rest}`;
}

async function colleagueKeyPath({ scene, caller }: Attempt): Promise<string> {
  const { user, accessKey } = await scene.colleague(caller);
  return `/v5/users/${user.id}/access-keys/${accessKey}`;
}

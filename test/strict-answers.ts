import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  absentableOfRepoV1ToV3,
  nullableOfRepositories,
  nullableOfRepoV1ToV3,
  repoV1ToV3,
} from './strict-repositories.ts';

/** An answer as it came over the wire; header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text read as JSON; undefined where it is empty or no JSON. */
  readonly body: unknown;
}

type Fields = Readonly<Record<string, string>>;

/** An operation as the typed SDKs declare it, with what its page says of success. */
export interface SdkOperation {
  readonly service: string;
  readonly id: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly path_parameters?: Fields;
  readonly query_parameters?: Fields;
  readonly header_parameters?: Fields;
  /** The model of the answer. */
  readonly response?: string;
  /** Headers of a success that clients read. */
  readonly response_headers: readonly string[];
  readonly status: number;
}

type Recorded = Omit<SdkOperation, 'service' | 'status' | 'response_headers'> & {
  readonly response_headers?: readonly string[];
};

const operations = facts<Recorded[]>('operations.json');
const models = facts<Readonly<Record<string, Fields>>>('models.json');

/** Operations that no recorded SDK has, as their own references describe them. */
const unrecorded: Readonly<Record<string, readonly Recorded[]>> = {
  // OpenStack Identity API v3, Revoke token.
  'IAM v3': [
    {
      id: 'KeystoneRevokeToken',
      method: 'DELETE',
      path: '/v3/auth/tokens',
      header_parameters: { 'X-Subject-Token': 'str' },
    },
  ],
  // IAM 5 API Reference, STS: all three fields are required.
  'STS v1': [
    {
      id: 'GetCallerIdentity',
      method: 'GET',
      path: '/v5/caller-identity',
      response: 'GetCallerIdentityResponse',
    },
    {
      id: 'DecodeAuthorizationMessage',
      method: 'POST',
      path: '/v5/decode-authorization-message',
      response: 'DecodeAuthorizationMessageResponse',
    },
  ],
  // Our own.
  'Atelier v1': [
    {
      id: 'ListAudit',
      method: 'GET',
      path: '/atelier/v1/audit',
      query_parameters: {
        limit: 'int',
        marker: 'str',
        user_id: 'str',
        action: 'str',
        resource: 'str',
        outcome: 'str',
        since: 'str',
        until: 'str',
      },
      response: 'ListAuditResponse',
    },
    {
      id: 'SetGroupMember',
      method: 'PUT',
      path: '/atelier/v1/repository-groups/{group_id}/members/{user_id}',
      path_parameters: { group_id: 'int', user_id: 'str' },
      response: 'GroupAccess',
    },
    {
      id: 'RemoveGroupUserGroup',
      method: 'DELETE',
      path: '/atelier/v1/repository-groups/{group_id}/user-groups/{user_group_id}',
      path_parameters: { group_id: 'int', user_group_id: 'str' },
    },
    {
      id: 'RemoveGroupMember',
      method: 'DELETE',
      path: '/atelier/v1/repository-groups/{group_id}/members/{user_id}',
      path_parameters: { group_id: 'int', user_id: 'str' },
    },
    {
      id: 'SetHttpsPassword',
      method: 'PUT',
      path: '/atelier/v1/user/https-password',
    },
    {
      id: 'ShowGroupAccess',
      method: 'GET',
      path: '/atelier/v1/repository-groups/{group_id}/access',
      path_parameters: { group_id: 'int' },
      query_parameters: { user_id: 'str' },
      response: 'GroupAccess',
    },
    {
      id: 'UpdateRepositoryGroup',
      method: 'PATCH',
      path: '/atelier/v1/repository-groups/{group_id}',
      path_parameters: { group_id: 'int' },
      response: 'ChangedGroup',
    },
    {
      id: 'UpdateRepository',
      method: 'PATCH',
      path: '/atelier/v1/repositories/{repository_id}',
      path_parameters: { repository_id: 'int' },
      response: 'ChangedRepository',
    },
    {
      id: 'MoveRepositoryGroup',
      method: 'POST',
      path: '/atelier/v1/repository-groups/{group_id}/move',
      path_parameters: { group_id: 'int' },
      response: 'ChangedGroup',
    },
    {
      id: 'ExportGroups',
      method: 'GET',
      path: '/atelier/v1/projects/{project_id}/groups',
      path_parameters: { project_id: 'str' },
      response: 'GroupDocument',
    },
    {
      id: 'ImportGroups',
      method: 'POST',
      path: '/atelier/v1/projects/{project_id}/groups',
      path_parameters: { project_id: 'str' },
      response: 'ImportedGroups',
    },
    {
      id: 'ListDeletedRepositoryGroups',
      method: 'GET',
      path: '/atelier/v1/projects/{project_id}/deleted-repository-groups',
      path_parameters: { project_id: 'str' },
      query_parameters: { offset: 'int', limit: 'int' },
      response: 'DeletedRepositoryGroups',
    },
    {
      id: 'RestoreRepositoryGroup',
      method: 'POST',
      path: '/atelier/v1/projects/{project_id}/deleted-repository-groups/{group_id}/restore',
      path_parameters: { project_id: 'str', group_id: 'int' },
      response: 'RestoredRepositoryGroup',
    },
    {
      id: 'PurgeRepositoryGroup',
      method: 'DELETE',
      path: '/atelier/v1/projects/{project_id}/deleted-repository-groups/{group_id}',
      path_parameters: { project_id: 'str', group_id: 'int' },
    },
    {
      id: 'ListDeletedBuildTaskGroups',
      method: 'GET',
      path: '/atelier/v1/projects/{project_id}/deleted-build-task-groups',
      path_parameters: { project_id: 'str' },
      query_parameters: { offset: 'int', limit: 'int' },
      response: 'DeletedBuildTaskGroups',
    },
    {
      id: 'RestoreBuildTaskGroup',
      method: 'POST',
      path: '/atelier/v1/projects/{project_id}/deleted-build-task-groups/{group_id}/restore',
      path_parameters: { project_id: 'str', group_id: 'str' },
      response: 'RestoredBuildTaskGroup',
    },
    {
      id: 'PurgeBuildTaskGroup',
      method: 'DELETE',
      path: '/atelier/v1/projects/{project_id}/deleted-build-task-groups/{group_id}',
      path_parameters: { project_id: 'str', group_id: 'str' },
    },
  ],
};
const unrecordedModels: Readonly<Record<string, Readonly<Record<string, Fields>>>> = {
  'STS v1': {
    GetCallerIdentityResponse: { account_id: 'str', principal_id: 'str', principal_urn: 'str' },
    DecodeAuthorizationMessageResponse: { decoded_message: 'str' },
  },
  'Atelier v1': {
    ListAuditResponse: { audit: 'list[AuditLine]', page_info: 'PageInfo' },
    AuditLine: {
      id: 'int64',
      time: 'date-time',
      user_id: 'str',
      user_name: 'str',
      action: 'str',
      resource: 'str',
      project_id: 'str',
      request_id: 'str',
      address: 'str',
      outcome: 'str',
      refusal_code: 'str',
      refusal_status: 'int',
    },
    PageInfo: { next_marker: 'str', current_count: 'int' },
    GroupDocument: {
      format: 'str',
      build_task_groups: 'list[DocumentedBuildTaskGroup]',
      repository_groups: 'list[DocumentedRepositoryGroup]',
    },
    DocumentedBuildTaskGroup: { path: 'str' },
    DocumentedRepositoryGroup: {
      path: 'str',
      type: 'str',
      description: 'str',
      visibility: 'str',
    },
    ImportedGroups: { groups: 'int', repositories: 'int' },
    ChangedGroup: {
      id: 'int',
      name: 'str',
      path: 'str',
      parent_id: 'int',
      description: 'str',
      visibility: 'str',
      made_private: 'int',
    },
    ChangedRepository: {
      id: 'int',
      uuid: 'str',
      name: 'str',
      path: 'str',
      parent_id: 'int',
      description: 'str',
      visibility: 'str',
      default_branch: 'str',
    },
    DeletedRepositoryGroups: { deleted: 'list[DeletedRepositoryGroup]', total: 'int' },
    DeletedRepositoryGroup: {
      id: 'int',
      parent_id: 'int',
      type: 'str',
      name: 'str',
      path: 'str',
      count: 'int',
      deleted_at: 'date-time',
      restorable_until: 'date-time',
      user_id: 'str',
      user_name: 'str',
    },
    RestoredRepositoryGroup: {
      id: 'int',
      name: 'str',
      path: 'str',
      restored: 'int',
      made_private: 'int',
    },
    DeletedBuildTaskGroups: { deleted: 'list[DeletedBuildTaskGroup]', total: 'int' },
    DeletedBuildTaskGroup: {
      id: 'str',
      parent_id: 'str',
      type: 'str',
      name: 'str',
      path: 'str',
      count: 'int',
      deleted_at: 'date-time',
      restorable_until: 'date-time',
      user_id: 'str',
      user_name: 'str',
    },
    RestoredBuildTaskGroup: {
      id: 'str',
      name: 'str',
      path: 'str',
      restored: 'int',
      made_private: 'int',
    },
    GroupAccess: { roles: 'list[GroupRole]' },
    GroupRole: {
      access_level: 'int',
      role_id: 'int',
      role_name: 'str',
      source: 'str',
      source_group_id: 'int',
      source_group_name: 'str',
      source_user_group_id: 'str',
    },
  },
};

/** Documented success statuses other than 200, by service and operation. */
const statuses: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'CodeArtsRepo v4': { CreateGroup: 201, AssociateGroupUserGroup: 201, DeleteGroup: 202 },
  'IAM v3': {
    KeystoneCreateUserTokenByPassword: 201,
    KeystoneCreateScopedToken: 201,
    CreateTemporaryAccessKeyByToken: 201,
    KeystoneCreateProject: 201,
    KeystoneRevokeToken: 204,
    KeystoneCreateUser: 201,
    KeystoneDeleteUser: 204,
    KeystoneUpdateUserPassword: 204,
    CreatePermanentAccessKey: 201,
    DeletePermanentAccessKey: 204,
    KeystoneCreateGroup: 201,
    KeystoneDeleteGroup: 204,
    KeystoneAddUserToGroup: 204,
    KeystoneRemoveUserFromGroup: 204,
    KeystoneCheckUserInGroup: 204,
  },
  'IAM v5': {
    CreateUserV5: 201,
    DeleteUserV5: 204,
    CreateAccessKeyV5: 201,
    DeleteAccessKeyV5: 204,
    CreateLoginProfileV5: 201,
    DeleteLoginProfileV5: 204,
    CreateGroupV5: 201,
    DeleteGroupV5: 204,
    CreatePolicyV5: 201,
    DeletePolicyV5: 204,
    CreatePolicyVersionV5: 201,
    DeletePolicyVersionV5: 204,
  },
  'ProjectMan v4': {
    UpdateProjectV4: 204,
    DeleteProjectV4: 204,
    AddMemberV4: 204,
    BatchAddMembersV4: 204,
    BatchDeleteMembersV4: 204,
    UpdateMembesRoleV4: 204,
    RemoveProject: 204,
    UpdateNickNameV4: 204,
  },
  'Atelier v1': {
    SetHttpsPassword: 204,
    RemoveGroupMember: 204,
    RemoveGroupUserGroup: 204,
    PurgeRepositoryGroup: 204,
    PurgeBuildTaskGroup: 204,
  },
};

/** Repo's lists answer their total in a header, always (DECISIONS, Repo, paging). */
const totals: readonly string[] = [
  'ListGroups',
  'ListGroupSubgroupsAndRepositories',
  'ListProjectSubgroupsAndRepositories',
  'ListManageableGroups',
  'ListGroupMembers',
  'ListGroupAddableMembers',
  'ShowResourcePermissions',
  'ListGroupProtectedBranches',
  'ListProtectedBranches',
  'ListGroupUserGroups',
  'ListGroupAddableUserGroups',
  'ListProjectProtectedBranches',
  'ListGroupRepositories',
  'ListProjectRepositories',
  'ListCurrentUserRepositories',
];

type FieldTable = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What a build task says nothing of until it has been built, or without a source or a group. */
const ofBuildsAndSources = [
  'last_build_time',
  'health_score',
  'source_code',
  'last_build_user',
  'trigger_type',
  'scm_web_url',
  'scm_type',
  'repo_id',
  'last_job_running_status',
  'last_build_user_id',
  'group_id',
  'group_path_id',
];

/** Where the contract allows null. Everything else that is null is at fault. */
const nullable: FieldTable = {
  'CodeArtsBuild v3': {
    // DECISIONS, Build: `error` is null on success.
    CreateJobGroupResponse: ['error'],
    ListGroupTreeResponse: ['error'],
    ShowProjectPermissionResponse: ['error'],
    // DECISIONS, Build: `result` is null in delete.
    DeleteGroupResponse: ['result', 'error'],
    MoveGroupResponse: ['error'],
    CreateNewJobResponse: ['error'],
    CreateBuildJobResponse: ['error'],
    UpdateNewJobResponse: ['error'],
    UpdateBuildJobResponse: ['error'],
    ShowJobConfigResponse: ['error'],
    ListJobConfigResponse: ['error'],
    ShowJobInfoResponse: ['error'],
    DeleteTheJobResponse: ['error'],
    CheckJobCountIsTopLimitResponse: ['error'],
    CopyJobResponse: ['error'],
    ApplyProjectPermissionResponse: ['result', 'error'],
    BatchUpdateJobRolePermissionResponse: ['result', 'error'],
    ShowDefaultProjectPermissionResponse: ['error'],
    RestoreRecyclingJobsResponse: ['error'],
    ClearRecyclingJobsResponse: ['error'],
    SetKeepTimeResponse: ['error'],
    ListUpdateJobHistoryResponse: ['error'],
    // Nothing went wrong.
    ListRecyclingJobResponse: ['message', 'err_code'],
    BatchDeleteBuildJobsResponse: ['error'],
    AddFavouriteTaskResponse: ['error'],
    RemoverFavouriteTaskResponse: ['error'],
    ShowCopyNameResponse: ['error'],
    ShowJobSystemParametersResponse: ['error'],
    // Contract 5.3: `result` is null where the task is enabled.
    ShowDisableResponse: ['result', 'error'],
    // Contract 7.16: null of a task that is ungrouped.
    MoveJobGroupResponseBodyResult: ['group_path_id'],
    // Contract 5.3: what the creator of the task left open.
    CreateBuildJobRequestBody: ['flavor', 'group_id', 'timeout', 'host_type', 'build_config_type'],
    CreateBuildTimeout: ['limit', 'unit'],
    CreateBuildJobParameterParam: ['name', 'value'],
    LimitsParam: ['disable', 'display_name', 'name'],
    CreateBuildJobScm: [
      'branch',
      'repo_id',
      'web_url',
      'build_type',
      'depth',
      'end_point_id',
      'endpoint_id',
      'source',
      'group_name',
      'repo_name',
    ],
    CreateBuildJobSteps: ['version'],
    // Of a task that was never built, has no source, is ungrouped or enabled.
    Job: [...ofBuildsAndSources, 'build_time'],
    ListJobResultJobList: [
      ...ofBuildsAndSources,
      'build_time',
      'task_id',
      'code_branch',
      'commit_id',
      'commit_detail_url',
      'build_number',
      'forbidden_msg',
      'build_type',
      'tag',
    ],
    ShowJobInfoResult: [
      'build_time',
      'charge_time',
      'source_code',
      'running_status',
      'last_build_time',
      'health_score',
    ],
    SwitchedPacketResponse: ['result', 'error'],
    UpdateJobGroupResponse: ['error'],
    // Contract 7.5: null at the top.
    JobGroupResponseBodyResult: ['parent_id'],
    // DECISIONS, Build: null at the top, until the first update, on a leaf.
    JobGroupTreeResponseBody: ['parent_id', 'update_user', 'update_time', 'children'],
  },
  'CodeArtsRepo v4': {
    // Contract 7.23: null for what is not known; of a group, what only repositories have.
    GroupBaseDto: ['is_repo_creator', 'item_type', 'parent_id', 'web_url'],
    GroupMyRoleDtoV4: [
      'id',
      'source_id',
      'notification_level',
      'created_at',
      'updated_at',
      'is_repo_creator',
      'role_show_flag',
    ],
    // Not known here: where a user comes from, user groups, and what GitLab has beside.
    GroupMemberDetailDto: ['id', 'user_from', 'user_group_id', 'group_name', 'path'],
    GroupBatchAddMemberDto: ['repo_role_id', 'repo_role_name'],
    // Of what the caller does not see.
    UserGroupPermissionDto: ['group_visibility'],
    PermissionResourcesDto: ['path', 'created_at', 'updated_at'],
    RepositoryUserDto: ['avatar_url'],
    UserGroupDto: ['group_type', 'updated_at'],
    ProjectUserGroupDto: ['group_type', 'updated_at'],
    // Of what comes from the project.
    ShowGroupsInheritResponse: ['group_id'],
    ShowGroupSettingsInheritCfgResponse: ['id', 'parent_id', 'created_at', 'update_at'],
    UserBasicDto: ['avatar_url', 'avatar_path', 'email', 'name_cn', 'web_url', 'error_message'],
    TransferGroupResponse: ['parent_id'],
    GroupMyRoleDto: [
      'id',
      'source_id',
      'notification_level',
      'created_at',
      'updated_at',
      'created_by_id',
      'invite_email',
      'invite_token',
      'invite_accepted_at',
      'requested_at',
      'expires_at',
      'isRepoCreator',
      'roleShowFlag',
    ],
    SubgroupAndProjectBaseDto: [
      'star_time',
      'is_repo_creator',
      'role_show_flag',
      'uuid',
      'forks_count',
      'last_repository_updated_at',
      'open_merge_requests_count',
      'all_merge_requests_count',
      'project_role',
      'project_members_count',
      'project_creator',
      'http_url_to_repo',
      'ssh_url_to_repo',
      'status',
      'security_tag',
    ],
    ...nullableOfRepositories,
  },
  [repoV1ToV3]: nullableOfRepoV1ToV3,
  'IAM v3': {
    // The pages' own examples.
    Links: ['previous', 'next'],
    Region: ['parent_region_id'],
    // Null: passwords do not expire.
    KeystoneListUsersResult: ['password_expires_at'],
    KeystoneShowUserResult: ['password_expires_at'],
    KeystoneCreateUserResult: ['password_expires_at'],
    KeystoneUpdateUserByAdminResult: ['password_expires_at'],
    KeystoneUserResult: ['password_expires_at'],
  },
  // Neither documented word is true of somebody who was never asked; every SDK reads null.
  'ProjectMan v4': { ShowCurUserInfoResponse: ['gender'] },
  'Atelier v1': {
    // Of what is in no project, and of what was done.
    AuditLine: ['project_id', 'refusal_code', 'refusal_status'],
    // On the last page.
    PageInfo: ['next_marker'],
    // Directly under the project.
    ChangedGroup: ['parent_id'],
    ChangedRepository: ['parent_id'],
    DeletedRepositoryGroup: ['parent_id'],
    DeletedBuildTaskGroup: ['parent_id'],
  },
};

/** Documented fields that need not be there: one scope or the other, languages, what is unknown. */
const absentable: FieldTable = {
  [repoV1ToV3]: absentableOfRepoV1ToV3,
  // Of roles that come from no group.
  'Atelier v1': { GroupRole: ['source_group_id', 'source_group_name', 'source_user_group_id'] },
  'IAM v3': {
    TokenResult: ['domain', 'project'],
    ScopeTokenResult: ['domain', 'project'],
    // Of federated users alone, of whom there are none here.
    ScopedTokenUser: ['OS-FEDERATION'],
    RegionLocales: ['pt-br', 'es-us', 'es-es'],
    // Nobody's last project or strength of password is known.
    KeystoneListUsersResult: ['last_project_id', 'pwd_strength'],
    KeystoneShowUserResult: ['last_project_id'],
    KeystoneUpdateUserByAdminResult: ['last_project_id'],
    KeystoneUserResult: ['last_project_id', 'pwd_strength'],
  },
  'IAM v5': {
    // The last page has none.
    PageInfo: ['next_marker'],
    // Of a key that was never used, a user who never logged in, a password that does not expire.
    AccessKeyLastUsed: ['last_used_at'],
    UserLastLogin: ['last_login_at'],
    LoginProfile: ['password_expires_at'],
  },
};

/** Fields that the contract has beside those that the SDKs declare. */
const beside: Readonly<Record<string, Readonly<Record<string, Fields>>>> = {
  'CodeArtsBuild v3': {
    // Contract 7.22: Terraform's spelling, and its shape of the list.
    CreateBuildJobScm: { endpoint_id: 'str' },
    ListProjectJobsResponse: { result: 'ListJobResult', status: 'str' },
    // Contract 7.17.
    Job: { group_id: 'str', group_path_id: 'str' },
    ListJobResultJobList: { group_id: 'str', group_path_id: 'str' },
  },
};

/** Times in ms, int64 in the typed SDKs although these facts call every integer int. */
const int64: FieldTable = {
  'IAM v3': {
    KeystoneGroupResult: ['create_time'],
    KeystoneGroupResultWithLinksSelf: ['create_time'],
  },
  'CodeArtsBuild v3': {
    ShowJobInfoResult: ['create_time', 'last_build_time'],
    JobUpdateRecordListVoResultJobUpdateRecords: ['update_at'],
  },
  'ProjectMan v4': {
    ListProjectsV4ResponseBodyProjects: ['created_time', 'updated_time'],
    ListDomainNotAddedProjectsV4ResponseBodyProjects: ['created_time', 'updated_time'],
    GetProjectInfoV4ResultProject: ['created_on', 'updated_on'],
    ShowCurUserInfoResponse: ['created_time', 'updated_time'],
  },
};

/** How a service's own error codes begin; the gateway's may come from every service. */
const codes: Readonly<Record<string, RegExp>> = {
  'CodeArtsBuild v3': /^(DEV)?CB\.\d{8}$/,
  'CodeArtsRepo v4': /^CH\.\d{6}$/,
  [repoV1ToV3]: /^CH\.\d{6}$/,
  'IAM v3': /^IAM\.\d{4}$/,
  'IAM v5': /^PAP5\.\d{4}$/,
  'STS v1': /^STS5\.\d{4}$/,
  'ProjectMan v4': /^PM\.\d{8}$/,
  'Atelier v1': /^AT\.\d{3}$/,
};
const gatewayCode = /^(APIGW\.\d{4}|DEV\.00000003)$/;

/** What is answered for a project that the caller does not see. */
const hiddenProject =
  /there is no such project that you can see$|^Insufficient permissions\. Apply for the required permissions and try again\.$/;

/** A body in which what is sealed stands with its length alone: that is all a caller can tell of it. */
export function withoutSeal(text: string): string {
  const sealed = /(?<="encoded_authorization_message":)"[^"]*"/;
  return text.replace(sealed, (message) => `${message.length}`);
}

/** The operation of that name; `service` is a key of the SDK facts, or `STS v1`. */
export function operationOf(service: string, id: string): SdkOperation {
  const known = [...(operations[service] ?? []), ...(unrecorded[service] ?? [])];
  const recorded = known.find((operation) => operation.id === id);
  if (!recorded) throw new Error(`no operation ${id} of ${service} in the facts`);
  const total = service === 'CodeArtsRepo v4' && totals.includes(id) ? ['X-Total'] : [];
  const response_headers = [...(recorded.response_headers ?? []), ...total];
  return { ...recorded, service, response_headers, status: statuses[service]?.[id] ?? 200 };
}

/** Throws with every fault of the answer. `operation`: the one that was meant, if there is one. */
export function requireStrict(answer: Answer, operation: SdkOperation | undefined): void {
  const faults = faultsOf(answer, operation);
  if (faults.length === 0) return;
  const { status, headers, text } = answer;
  const shown = `${status} ${JSON.stringify(headers)}\n${text.slice(0, 2000)}`;
  throw new Error(`${operation?.id ?? 'no operation'}: ${faults.join('; ')}\n${shown}`);
}

/**
 * What is wrong with an answer: types other than declared, documented fields missing, null where
 * the contract has none, undocumented fields, status, headers, shape of failures. Faults of the
 * server's own (5xx) are always wrong, unless it says to come again because there is too much to do.
 */
export function faultsOf(answer: Answer, operation: SdkOperation | undefined): string[] {
  const faults = envelopeFaults(answer);
  if (operation?.method === 'HEAD' && answer.status >= 400) return faults;
  if (answer.status >= 400) return [...faults, ...failureFaults(answer, operation)];
  if (!operation) return [...faults, `status ${answer.status} where nothing is offered`];
  return [...faults, ...successFaults(answer, operation)];
}

function envelopeFaults({ status, headers, text, body }: Answer): string[] {
  const faults: string[] = [];
  if (!/^[0-9a-f]{32}$/.test(headers['x-request-id'] ?? '')) faults.push('no X-Request-Id');
  const later = status === 503 && headers['retry-after'] !== undefined;
  if (status >= 500 && !later) faults.push(`status ${status}`);
  if (text === '') return faults;
  if (!/^application\/json(; *charset=utf-8)?$/i.test(headers['content-type'] ?? '')) {
    faults.push(`Content-Type ${headers['content-type']}`);
  }
  if (body === undefined) faults.push('the body is no JSON');
  return faults;
}

function successFaults(answer: Answer, operation: SdkOperation): string[] {
  const { service, response, status, response_headers } = operation;
  const faults: string[] = [];
  if (answer.status !== status) faults.push(`status ${answer.status}, documented is ${status}`);
  for (const name of response_headers) {
    if (!answer.headers[name.toLowerCase()]) faults.push(`no header ${name}`);
  }
  const headerFields = new Set(response_headers);
  const declared = Object.entries(response === undefined ? {} : modelOf(service, response));
  const fields = declared.filter(([name]) => !headerFields.has(name));
  const [only] = fields;
  if (!only || response === undefined) {
    if (answer.text !== '') faults.push('a body where none is documented');
    return faults;
  }
  // A model with the one field `body` stands for a bare array or text.
  if (fields.length === 1 && only[0] === 'body') {
    return [...faults, ...valueFaults(service, only[1], answer.body, 'body')];
  }
  return [...faults, ...modelFaults(service, response, fields, answer.body, 'body')];
}

function failureFaults({ status, headers, body }: Answer, operation?: SdkOperation): string[] {
  if (!isObject(body)) return ['a failure without an object as body'];
  const { error_code, error_msg, request_id, error, encoded_authorization_message, ...rest } = body;
  const byGateway = typeof error_code === 'string' && gatewayCode.test(error_code);
  const { service } = operation ?? {};
  const wrapped = !byGateway && service === repoV1ToV3;
  const { status: word, ...more } = rest;
  if (
    wrapped &&
    (word !== 'failed' || !isDeepStrictEqual(error, { code: error_code, message: error_msg }))
  ) {
    return ['not the form of V1 to V3'];
  }
  const faults = Object.keys(wrapped ? more : rest).map((name) => `undocumented ${name}`);
  if (typeof error_msg !== 'string' || error_msg === '') return [...faults, 'error_msg is no text'];
  if (typeof error_code !== 'string') return [...faults, 'error_code is no text'];

  // IAM 5 says the request id in every failure, as the gateway does.
  if (!byGateway && !(operation && codes[operation.service]?.test(error_code))) {
    faults.push(`error_code ${error_code} is not of this service`);
  }
  const tellsRequestId = byGateway || ['Atelier v1', 'IAM v5'].includes(operation?.service ?? '');
  if (request_id !== (tellsRequestId ? headers['x-request-id'] : undefined)) {
    faults.push(`request_id ${String(request_id)}`);
  }
  // Whoever is told why they may not gets the whole reason, sealed, and nobody else does.
  const explained = status === 403 && !byGateway && !hiddenProject.test(error_msg);
  const sealed = /^[\w+/]{40,10240}={0,2}$/.test(String(encoded_authorization_message ?? ''));
  if (explained !== (encoded_authorization_message !== undefined) || explained !== sealed) {
    faults.push(`encoded_authorization_message ${String(encoded_authorization_message)}`);
  }
  const keystone = !byGateway && operation?.service === 'IAM v3';
  if (!wrapped && keystone !== (error !== undefined)) faults.push('the error object of IAM v3');
  if (keystone && error !== undefined) {
    const { code, message, title, ...more } = isObject(error) ? error : {};
    const right = code === status && message === error_msg && typeof title === 'string';
    if (!right || Object.keys(more).length > 0) faults.push('the error object of IAM v3');
  }
  return faults;
}

function valueFaults(service: string, type: string, value: unknown, place: string): string[] {
  const items = /^list\[(.+)\]$/.exec(type)?.[1];
  if (items !== undefined) {
    if (!Array.isArray(value)) return [`${place} is no array`];
    return value.flatMap((item, i) => valueFaults(service, items, item, `${place}[${i}]`));
  }
  const entries = /^dict\(str, ?(.+)\)$/.exec(type)?.[1];
  if (entries !== undefined) {
    if (!isObject(value)) return [`${place} is no object`];
    // Any JSON.
    if (entries === 'object') return [];
    return Object.entries(value).flatMap(([name, entry]) =>
      valueFaults(service, entries, entry, `${place}.${name}`),
    );
  }
  switch (type) {
    case 'str':
    // An enumeration of words, of which the facts have nothing but the name.
    case 'AccessKeyStatus':
      return typeof value === 'string' ? [] : [`${place} is no text`];
    case 'int':
      return Number.isInteger(value) && value === (Number(value) | 0)
        ? []
        : [`${place} is no int32`];
    case 'int64':
      return Number.isSafeInteger(value) ? [] : [`${place} is no int64`];
    case 'bool':
      return typeof value === 'boolean' ? [] : [`${place} is no boolean`];
    case 'date-time':
      return isTime(value) ? [] : [`${place} is no time that every SDK reads`];
    case 'float':
      return Number.isFinite(value) ? [] : [`${place} is no number`];
    case 'object':
      return value === null || value === undefined ? [`${place} is nothing`] : [];
    default: {
      const fields = Object.entries(modelOf(service, type));
      // A class without fields is an enumeration of words.
      if (fields.length === 0) return valueFaults(service, 'str', value, place);
      return modelFaults(service, type, fields, value, place);
    }
  }
}

function modelFaults(
  service: string,
  model: string,
  fields: readonly (readonly [name: string, type: string])[],
  value: unknown,
  place: string,
): string[] {
  if (!isObject(value)) return [`${place} is no object`];
  const has = (table: FieldTable, name: string) => table[service]?.[model]?.includes(name);
  const faults: string[] = [];
  for (const [name, type] of fields) {
    const inner = value[name];
    if (inner === undefined) {
      if (!has(absentable, name)) faults.push(`${place}.${name} is missing`);
    } else if (inner === null) {
      if (!has(nullable, name)) faults.push(`${place}.${name} is null`);
    } else {
      const exact = type === 'int' && has(int64, name) ? 'int64' : type;
      faults.push(...valueFaults(service, exact, inner, `${place}.${name}`));
    }
  }
  const documented = new Set(fields.map(([name]) => name));
  const extra = Object.keys(value).filter((name) => !documented.has(name));
  return [...faults, ...extra.map((name) => `${place}.${name} is undocumented`)];
}

function modelOf(service: string, model: string): Fields {
  const fields = models[service]?.[model] ?? unrecordedModels[service]?.[model];
  if (!fields) throw new Error(`no model ${model} of ${service} in the facts`);
  const { '*required': _required, ...rest } = fields;
  return { ...rest, ...beside[service]?.[model] };
}

/** UTC with `Z`: Go and Java fail on an offset without a colon. */
const isTime = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function facts<T>(file: string): Readonly<Record<string, T>> {
  const text = readFileSync(new URL(`facts/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { services: Readonly<Record<string, T>> }).services;
}

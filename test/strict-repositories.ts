/** The key of the facts about the operations of Repo that are older than V4. */
export const repoV1ToV3 = 'CodeArtsRepo v3 (v1-v3 paths)';

type Fields = Readonly<Record<string, readonly string[]>>;

/** What repositories do not have here: addresses for SSH, forks, imports, encryption, moderation. */
const ofOtherServers = [
  'ssh_url_to_repo',
  'moderation_result',
  'avatar_url',
  'security_tag',
  'security',
  'network_type',
  'forked_from_repository',
  'encryption_status',
  'import_status',
  'import_url',
  'import_error',
  'repo_type',
  'merge_method',
  'repository_type',
];

/** Where answers about repositories may hold null: contract 7.23. */
export const nullableOfRepositories: Fields = {
  // Of owners who were deleted.
  ShowRepositoryResponse: [...ofOtherServers, 'owner', 'creator'],
  TransferRepositoryResponse: [...ofOtherServers, 'owner', 'creator'],
  // Directly under the project, which is no group.
  NamespaceBasicDto: ['parent_id', 'visibility_level', 'owner_id'],
  RepositoryUserBasicDto: ['service_license_status', 'name_cn'],
  PermissionsDto: ['group_access'],
  MemberAccess: ['notification_level'],
  RepositoryStatisticsDto: ['tenant_repo_size_limit'],
  BasicRepositoryDto: ['security'],
  RepositorySimplestDto: ['security', 'ssh_url_to_repo', 'forked_from_repository'],
  ValidateRepoNameResultDto: ['group_id', 'error_message'],
};

export const nullableOfRepoV1ToV3: Fields = {
  RepoInfoV2: ['ssh_url', 'web_url', 'repository_size'],
};

/** Contract 3: there is no error in a success. */
export const absentableOfRepoV1ToV3: Fields = Object.fromEntries(
  [
    'CreateRepositoryResponse',
    'DeleteRepositoryResponse',
    'ListRepositoryStatusResponse',
    'ShowRepositoryByUuidResponse',
    'ShowAllRepositoryByTwoProjectIdResponse',
    'ListUserAllRepositoriesResponse',
    'ShowRepositoryNameExistResponse',
    'CreateProjectAndRepositoriesResponse',
  ].map((model) => [model, ['error']]),
);

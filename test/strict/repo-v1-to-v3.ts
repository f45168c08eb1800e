import type { ServiceFacts } from './service.ts';

export const repoV1ToV3: ServiceFacts = {
  codes: /^CH\.\d{6}$/,
  nullable: { RepoInfoV2: ['ssh_url', 'web_url', 'repository_size'] },
  // Contract 3: there is no error in a success.
  absentable: Object.fromEntries(
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
  ),
};

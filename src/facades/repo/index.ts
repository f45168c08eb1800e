import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { repoErrors } from './errors.ts';
import { createGroup } from './groups/create-group.ts';
import { deleteGroup } from './groups/delete-group.ts';
import { listGroupSubgroupsAndRepositories } from './groups/list-group-subgroups-and-repositories.ts';
import { listGroups } from './groups/list-groups.ts';
import { listManageableGroups } from './groups/list-manageable-groups.ts';
import { showGroup } from './groups/show-group.ts';
import { transferGroup } from './groups/transfer-group.ts';
import { listGroupAddableMembers } from './members/list-group-addable-members.ts';
import { listGroupMembers } from './members/list-group-members.ts';
import { listGroupPermissionResources } from './permissions/list-group-permission-resources.ts';
import { showGroupPermissionInheritEnabled } from './permissions/show-group-permission-inherit-enabled.ts';
import { showResourcePermissions } from './permissions/show-resource-permissions.ts';
import { updateGroupResourcePermissions } from './permissions/update-group-resource-permissions.ts';
import { listProjectSubgroupsAndRepositories } from './projects/list-project-subgroups-and-repositories.ts';
import { batchCreateProtectedBranch } from './protected-refs/batch-create-protected-branch.ts';
import { batchDeleteProtectedBranches } from './protected-refs/batch-delete-protected-branches.ts';
import { batchUpdateProtectedBranches } from './protected-refs/batch-update-protected-branches.ts';
import { createProjectProtectedBranches } from './protected-refs/create-project-protected-branches.ts';
import { deleteProtectedBranch } from './protected-refs/delete-protected-branch.ts';
import { listGroupProtectedBranches } from './protected-refs/list-group-protected-branches.ts';
import { listProjectProtectedBranches } from './protected-refs/list-project-protected-branches.ts';
import { listProtectedBranches } from './protected-refs/list-protected-branches.ts';
import { showProtectedBranch } from './protected-refs/show-protected-branch.ts';
import { updateProtectedBranch } from './protected-refs/update-protected-branch.ts';
import { batchValidateRepoNames } from './repositories/batch-validate-repo-names.ts';
import { listCurrentUserRepositories } from './repositories/list-current-user-repositories.ts';
import { listGroupRepositories } from './repositories/list-group-repositories.ts';
import { listProjectRepositories } from './repositories/list-project-repositories.ts';
import { showRepository } from './repositories/show-repository.ts';
import { transferRepository } from './repositories/transfer-repository.ts';
import { createProjectAndRepositories } from './repositories-v1-to-v3/create-project-and-repositories.ts';
import { createRepository } from './repositories-v1-to-v3/create-repository.ts';
import { deleteRepository } from './repositories-v1-to-v3/delete-repository.ts';
import { listRepositoryStatus } from './repositories-v1-to-v3/list-repository-status.ts';
import { listUserAllRepositories } from './repositories-v1-to-v3/list-user-all-repositories.ts';
import { showAllRepositoryByTwoProjectId } from './repositories-v1-to-v3/show-all-repository-by-two-project-id.ts';
import { showRepositoryByUuid } from './repositories-v1-to-v3/show-repository-by-uuid.ts';
import { showRepositoryNameExist } from './repositories-v1-to-v3/show-repository-name-exist.ts';
import { showGroupGeneralPolicy } from './settings/show-group-general-policy.ts';
import { showGroupInheritSetting } from './settings/show-group-inherit-setting.ts';
import { showGroupSettingsInheritCfg } from './settings/show-group-settings-inherit-cfg.ts';
import { showGroupWatermark } from './settings/show-group-watermark.ts';
import { showGroupsGeneralPolicy } from './settings/show-groups-general-policy.ts';
import { showGroupsInherit } from './settings/show-groups-inherit.ts';
import { updateGroupGeneralPolicy } from './settings/update-group-general-policy.ts';
import { updateGroupWatermark } from './settings/update-group-watermark.ts';
import { batchValidateUserGroupPermissions } from './user/batch-validate-user-group-permissions.ts';
import { showHttpsPasswordSetting } from './user/show-https-password-setting.ts';
import { updateHttpsPasswordSetting } from './user/update-https-password-setting.ts';
import { associateGroupUserGroup } from './user-groups/associate-group-user-group.ts';
import { listGroupAddableUserGroups } from './user-groups/list-group-addable-user-groups.ts';
import { listGroupProtectedRefsUserGroups } from './user-groups/list-group-protected-refs-user-groups.ts';
import { listGroupUserGroups } from './user-groups/list-group-user-groups.ts';

export const repo: Service<Context> = {
  title: 'CodeArts Repo',
  facts: ['CodeArtsRepo v4'],
  sdk: { product: 'CodeArtsRepo', packageName: 'codeartsrepo', version: 'v4', accountLevel: false },
  operations: [
    createGroup,
    listGroups,
    showGroup,
    deleteGroup,
    listGroupSubgroupsAndRepositories,
    listProjectSubgroupsAndRepositories,
    transferGroup,
    listManageableGroups,
    listGroupMembers,
    listGroupAddableMembers,
    listGroupPermissionResources,
    showResourcePermissions,
    updateGroupResourcePermissions,
    showGroupPermissionInheritEnabled,
    batchValidateUserGroupPermissions,
    showHttpsPasswordSetting,
    updateHttpsPasswordSetting,
    showGroupGeneralPolicy,
    showGroupsGeneralPolicy,
    updateGroupGeneralPolicy,
    showGroupWatermark,
    updateGroupWatermark,
    showGroupsInherit,
    showGroupInheritSetting,
    showGroupSettingsInheritCfg,
    listGroupProtectedBranches,
    associateGroupUserGroup,
    listGroupUserGroups,
    listGroupAddableUserGroups,
    listGroupProtectedRefsUserGroups,
    createProjectProtectedBranches,
    listProjectProtectedBranches,
    batchCreateProtectedBranch,
    listProtectedBranches,
    showProtectedBranch,
    updateProtectedBranch,
    batchUpdateProtectedBranches,
    deleteProtectedBranch,
    batchDeleteProtectedBranches,
    listGroupRepositories,
    listProjectRepositories,
    listCurrentUserRepositories,
    showRepository,
    batchValidateRepoNames,
    transferRepository,
  ],
  errors: repoErrors,
  fields: {
    id: 'group_id',
    parent: 'parent_id',
    project: 'project_id',
    owner: 'owner_id',
    branchNames: 'branch_name_regex',
    tagNames: 'tag_name_regex',
    users: 'user_ids',
    userGroups: 'user_team_ids',
    roles: 'related_role_ids',
    role: 'role_id',
    permission: 'permission_id',
    loginPassword: 'https_clone_iam_auth',
  },
  projectTokensOnly: false,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};

/** The older operations, which are still the only ones to make and delete a repository. */
export const repoV1ToV3: Service<Context> = {
  title: 'CodeArts Repo V1 to V3',
  facts: ['CodeArtsRepo v3 (v1-v3 paths)'],
  sdk: { product: 'CodeArtsRepo', packageName: 'codeartsrepo', version: 'v3', accountLevel: false },
  operations: [
    createRepository,
    createProjectAndRepositories,
    listRepositoryStatus,
    showRepositoryByUuid,
    deleteRepository,
    showAllRepositoryByTwoProjectId,
    listUserAllRepositories,
    showRepositoryNameExist,
  ],
  errors: repoErrors,
  fields: {
    id: 'repository_uuid',
    parent: 'group_id',
    project: 'project_uuid',
    'project.name': 'project_name',
    visibility: 'visibility_level',
    gitignore: 'gitignore_id',
    licence: 'license_id',
  },
  projectTokensOnly: false,
  headers: () => ({}),
  // The form of these versions, and beside it the one of all others.
  failure: (entry, message) => ({
    error_code: entry.code,
    error_msg: message,
    error: { code: entry.code, message },
    status: 'failed',
  }),
};

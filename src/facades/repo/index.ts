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
import { listProjectSubgroupsAndRepositories } from './projects/list-project-subgroups-and-repositories.ts';
import { batchValidateUserGroupPermissions } from './user/batch-validate-user-group-permissions.ts';

export const repo: Service<Context> = {
  title: 'CodeArts Repo',
  facts: ['CodeArtsRepo v4', 'CodeArtsRepo v3 (v1-v3 paths)'],
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
    showGroupPermissionInheritEnabled,
    batchValidateUserGroupPermissions,
  ],
  errors: repoErrors,
  fields: { id: 'group_id', parent: 'parent_id', project: 'project_id', owner: 'owner_id' },
  projectTokensOnly: false,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};

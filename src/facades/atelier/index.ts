import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { listAudit } from './audit/list-audit.ts';
import { listDeletedBuildTaskGroups } from './deletions/list-deleted-build-task-groups.ts';
import { listDeletedRepositoryGroups } from './deletions/list-deleted-repository-groups.ts';
import { purgeBuildTaskGroup } from './deletions/purge-build-task-group.ts';
import { purgeRepositoryGroup } from './deletions/purge-repository-group.ts';
import { restoreBuildTaskGroup } from './deletions/restore-build-task-group.ts';
import { restoreRepositoryGroup } from './deletions/restore-repository-group.ts';
import { exportProjectGroups } from './documents/export-groups.ts';
import { importProjectGroups } from './documents/import-groups.ts';
import { atelierErrors } from './errors.ts';
import { moveRepositoryGroup } from './groups/move-repository-group.ts';
import { removeGroupMember } from './groups/remove-group-member.ts';
import { removeGroupUserGroup } from './groups/remove-group-user-group.ts';
import { setGroupMember } from './groups/set-group-member.ts';
import { showGroupAccess } from './groups/show-group-access.ts';
import { updateRepositoryGroup } from './groups/update-repository-group.ts';
import { updateRepository } from './repositories/update-repository.ts';
import { setHttpsPassword } from './user/set-https-password.ts';

/** What users ask for and the vendor's API lacks, under a path prefix of its own: `/atelier/v1`. */
export const atelier: Service<Context> = {
  title: 'Atelier',
  facts: ['Atelier v1'],
  sdk: { product: 'Atelier', packageName: 'atelier', version: 'v1', accountLevel: true },
  operations: [
    listAudit,
    setGroupMember,
    removeGroupMember,
    removeGroupUserGroup,
    showGroupAccess,
    updateRepositoryGroup,
    moveRepositoryGroup,
    updateRepository,
    setHttpsPassword,
    listDeletedRepositoryGroups,
    restoreRepositoryGroup,
    purgeRepositoryGroup,
    listDeletedBuildTaskGroups,
    restoreBuildTaskGroup,
    purgeBuildTaskGroup,
    exportProjectGroups,
    importProjectGroups,
  ],
  errors: atelierErrors,
  fields: {
    id: 'group_id',
    'repository.id': 'repository_id',
    defaultBranch: 'default_branch',
    parent: 'parent_id',
    role: 'role_id',
    user: 'user_id',
    userGroup: 'user_group_id',
  },
  projectTokensOnly: false,
  headers: () => ({}),
  failure: ({ code }, message, requestId) => ({
    error_code: code,
    error_msg: message,
    request_id: requestId,
  }),
};

import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { projectManErrors } from './errors.ts';
import { addMemberV4 } from './members/add-member-v4.ts';
import { batchAddMembersV4 } from './members/batch-add-members-v4.ts';
import { batchDeleteMembersV4 } from './members/batch-delete-members-v4.ts';
import { listProjectMembersV4 } from './members/list-project-members-v4.ts';
import { removeProject } from './members/remove-project.ts';
import { showCurUserRole } from './members/show-cur-user-role.ts';
import { updateMembesRoleV4 } from './members/update-membes-role-v4.ts';
import { checkProjectNameV4 } from './projects/check-project-name-v4.ts';
import { createProjectV4 } from './projects/create-project-v4.ts';
import { deleteProjectV4 } from './projects/delete-project-v4.ts';
import { listDomainNotAddedProjectsV4 } from './projects/list-domain-not-added-projects-v4.ts';
import { listProjectsV4 } from './projects/list-projects-v4.ts';
import { showProjectInfoV4 } from './projects/show-project-info-v4.ts';
import { updateProjectV4 } from './projects/update-project-v4.ts';
import { showCurUserInfo } from './users/show-cur-user-info.ts';
import { updateNickNameV4 } from './users/update-nick-name-v4.ts';

export const projectMan: Service<Context> = {
  title: 'CodeArts Req',
  facts: ['ProjectMan v4'],
  sdk: { product: 'ProjectMan', packageName: 'projectman', version: 'v4', accountLevel: false },
  operations: [
    createProjectV4,
    listProjectsV4,
    listDomainNotAddedProjectsV4,
    checkProjectNameV4,
    showProjectInfoV4,
    updateProjectV4,
    deleteProjectV4,
    addMemberV4,
    batchAddMembersV4,
    listProjectMembersV4,
    batchDeleteMembersV4,
    updateMembesRoleV4,
    removeProject,
    showCurUserRole,
    showCurUserInfo,
    updateNickNameV4,
  ],
  errors: projectManErrors,
  fields: {
    project: 'project_id',
    name: 'project_name',
    role: 'role_id',
    user: 'user_id',
    nickName: 'nick_name',
  },
  projectTokensOnly: false,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};

import type { Service } from '../../contract/service.ts';
import type { Context } from '../context.ts';
import { projectManErrors } from './errors.ts';
import { addMemberV4 } from './members/add-member-v4.ts';
import { listProjectMembersV4 } from './members/list-project-members-v4.ts';
import { checkProjectNameV4 } from './projects/check-project-name-v4.ts';
import { createProjectV4 } from './projects/create-project-v4.ts';
import { deleteProjectV4 } from './projects/delete-project-v4.ts';
import { listProjectsV4 } from './projects/list-projects-v4.ts';
import { showProjectInfoV4 } from './projects/show-project-info-v4.ts';
import { updateProjectV4 } from './projects/update-project-v4.ts';
import { showCurUserInfo } from './users/show-cur-user-info.ts';

export const projectMan: Service<Context> = {
  title: 'CodeArts Req',
  facts: ['ProjectMan v4'],
  sdk: { product: 'ProjectMan', packageName: 'projectman', version: 'v4', accountLevel: false },
  operations: [
    createProjectV4,
    listProjectsV4,
    checkProjectNameV4,
    showProjectInfoV4,
    updateProjectV4,
    deleteProjectV4,
    addMemberV4,
    listProjectMembersV4,
    showCurUserInfo,
  ],
  errors: projectManErrors,
  fields: { project: 'project_id', name: 'project_name', role: 'role_id', user: 'user_id' },
  projectTokensOnly: false,
  headers: () => ({}),
  failure: (entry, message) => ({ error_code: entry.code, error_msg: message }),
};

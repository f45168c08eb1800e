import type { ServiceFacts } from './service.ts';

export const projectman: ServiceFacts = {
  codes: /^PM\.\d{8}$/,
  statuses: {
    UpdateProjectV4: 204,
    DeleteProjectV4: 204,
    AddMemberV4: 204,
    BatchAddMembersV4: 204,
    BatchDeleteMembersV4: 204,
    UpdateMembesRoleV4: 204,
    RemoveProject: 204,
    UpdateNickNameV4: 204,
  },
  // Neither documented word is true of somebody who was never asked; every SDK reads null.
  nullable: { ShowCurUserInfoResponse: ['gender'] },
  int64: {
    ListProjectsV4ResponseBodyProjects: ['created_time', 'updated_time'],
    ListDomainNotAddedProjectsV4ResponseBodyProjects: ['created_time', 'updated_time'],
    GetProjectInfoV4ResultProject: ['created_on', 'updated_on'],
    ShowCurUserInfoResponse: ['created_time', 'updated_time'],
  },
};

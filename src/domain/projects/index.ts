export {
  authorizeInProject,
  lacking,
  openProject,
  type ProjectRequirement,
} from './authorize.ts';
export { addMember, removeMember } from './members.ts';
export type { Member, Project, ProjectWithCreator } from './model.ts';
export type { ProjectFilter, ProjectRecords } from './ports.ts';
export { ProjectGrant } from './project-grant.ts';
export { createProject, deleteProject, type NewProject, updateProject } from './projects.ts';
export {
  creatorRoleId,
  type PermissionPoint,
  type ProjectRole,
  projectRole,
  projectRoles,
  rootRole,
} from './roles.ts';

export {
  authorizeInProject,
  lacking,
  openProject,
  type ProjectRequirement,
} from './authorize.ts';
export {
  addMember,
  addMembers,
  changeRoles,
  type NamedUser,
  type NewMember,
  removeMember,
  removeMembers,
  requireGivenRole,
} from './members.ts';
export type { Member, Project, ProjectWithCreator } from './model.ts';
export {
  buildMatrix,
  type MatrixEntry,
  type PermissionMatrix,
  type PermissionPoint,
  permissionMatrices,
  type RepoPoint,
  repoMatrix,
  type Standing,
} from './permission-matrices.ts';
export type {
  ProjectContentRecords,
  ProjectFilter,
  ProjectListRecords,
  ProjectMemberRecords,
  ProjectRecords,
  SingleProjectRecords,
} from './ports.ts';
export { ProjectGrant } from './project-grant.ts';
export { createProject, deleteProject, type NewProject, updateProject } from './projects.ts';
export {
  creatorRoleId,
  defaultRoleId,
  givenRoles,
  groupOwnerRole,
  type ProjectRole,
  projectRole,
  projectRoles,
  rootRole,
} from './roles.ts';

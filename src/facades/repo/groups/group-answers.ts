import { nullable, Type } from '../../../contract/schema.ts';
import type { Principal } from '../../../domain/kernel/index.ts';
import { projectRole, rootRole } from '../../../domain/projects/index.ts';
import type { Node, Seen } from '../../../domain/tree/index.ts';

/** `<project id> / <group> / <subgroup>`. Source: DECISIONS, Repo, create. */
export function fullName(node: Node): string {
  return [node.projectId, ...node.namePath.split('/')].join(' / ');
}

/** `<project id>/<group>/<subgroup>`. */
export function fullPath(node: Node): string {
  return `${node.projectId}/${node.namePath}`;
}

/** UTC with milliseconds and `Z`: the one form that every SDK reads. */
export function repoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** The caller's standing towards a group, in the numbers and words of the wire. */
export function standing(
  node: Node & Pick<Seen, 'standings'>,
  principal: Principal,
  roleId: number | undefined,
) {
  const role = principal.root ? rootRole : projectRole(roleId ?? Number.NaN);
  const [highest] = node.standings;
  const level = highest?.role.accessLevel ?? 20;
  return {
    level,
    english: { 20: 'Viewer', 30: 'Developer', 40: 'Administrator', 50: 'Owner' }[level],
    chinese: { 20: '浏览者', 30: '开发者', 40: '管理员', 50: '所有者' }[level],
    /** The group that the role comes from, where one does. */
    sourceId: highest?.node ? Number(highest.node.id) : null,
    sourceType: highest?.node ? 'Group' : 'Project',
    since: highest?.since === undefined ? null : repoTime(highest.since),
    isProjectAdmin: (role?.accessLevel ?? 20) >= 40 ? 1 : 0,
    isGroupCreator: node.creatorId === principal.userId ? 1 : 0,
  };
}

/** Fields that GroupMyRoleDtoV4 and GroupMyRoleDto share: what the caller is in a group. */
export const myRoleFields = {
  id: nullable(Type.Integer()),
  access_level: Type.Integer({ description: "Caller's access level: 20, 30, 40 or 50." }),
  role_namecn: Type.String(),
  role_namen: Type.String(),
  source_id: nullable(Type.Integer()),
  source_type: Type.String(),
  user_id: Type.Integer(),
  notification_level: nullable(Type.Integer()),
  created_at: nullable(Type.String()),
  updated_at: nullable(Type.String()),
};

/** Values of `myRoleFields`. */
export function myRoleValues(mine: ReturnType<typeof standing>, { userNumber }: Principal) {
  return {
    id: null,
    access_level: mine.level,
    role_namecn: mine.chinese,
    role_namen: mine.english,
    source_id: mine.sourceId,
    source_type: mine.sourceType,
    user_id: userNumber,
    notification_level: null,
    created_at: mine.since,
    updated_at: null,
  };
}

/** Fields that GroupBaseDto and SubgroupAndProjectBaseDto share. */
export const sharedGroupFields = {
  project_id: Type.String({ description: 'CodeArts project ID.' }),
  project_name: Type.String({ description: 'Project name.' }),
  full_name: Type.String({ description: 'Project ID and names from the top group down.' }),
  full_path: Type.String({ description: 'The same as a path.' }),
  created_at: Type.String({ description: 'Creation time, UTC.' }),
  starred: Type.Boolean({ description: 'Whether the caller has starred it.' }),
  develop_mode: Type.String({ description: 'Development mode: normal or cr.' }),
  id: Type.Integer({ description: 'Group ID.' }),
  name: Type.String({ description: 'Group name.' }),
  path: Type.String({ description: 'Last segment of the path.' }),
  group_level: Type.Integer({ description: 'Depth; 1 directly under the project.' }),
  description: Type.String({ description: 'Group description.' }),
  subgroup_count: Type.Integer({ description: 'Groups directly under it.' }),
  project_count: Type.Integer({ description: 'Repositories directly under it.' }),
  group_role: Type.Integer({ description: "Caller's access level: 20, 30, 40 or 50." }),
  group_members_count: Type.Integer({ description: 'Members of the group.' }),
  descendant_type: Type.String({ description: 'group or project (a repository).' }),
  visibility_level: Type.Integer({ description: '0 private, 20 public.' }),
  visibility: Type.String({ description: 'private or public.' }),
  is_project_admin: Type.Integer({ description: '1 where the caller administers the project.' }),
  is_group_creator: Type.Integer({ description: '1 where the caller made the group.' }),
  is_repo_creator: nullable(Type.Integer({ description: 'Null for groups.' })),
};

/** Values of `sharedGroupFields`. */
export function sharedGroupValues(
  node: Node & Seen,
  projectName: string,
  mine: ReturnType<typeof standing>,
) {
  return {
    project_id: node.projectId,
    project_name: projectName,
    full_name: fullName(node),
    full_path: fullPath(node),
    created_at: repoTime(node.createdAt),
    starred: false,
    develop_mode: 'normal',
    id: Number(node.id),
    name: node.name,
    path: node.name,
    group_level: node.depth,
    description: node.description,
    subgroup_count: node.childCount - node.repositoryCount,
    project_count: node.repositoryCount,
    group_role: mine.level,
    group_members_count: node.memberCount,
    descendant_type: 'group',
    visibility_level: node.visibility === 'private' ? 0 : 20,
    visibility: node.visibility ?? 'public',
    is_project_admin: mine.isProjectAdmin,
    is_group_creator: mine.isGroupCreator,
    is_repo_creator: null,
  };
}

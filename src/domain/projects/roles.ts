/** What a project role may or may not do; operations name the point that they need. */
export type PermissionPoint =
  | 'project.view'
  | 'project.edit'
  | 'project.delete'
  | 'project.members'
  | 'build-group.view'
  | 'build-group.manage'
  | 'repository-group.view'
  | 'repository-group.create'
  | 'repository-group.delete'
  /** Giving the group to another owner: its owners' alone. */
  | 'repository-group.transfer'
  | 'repository-group.settings'
  | 'repository.create'
  | 'repository-member.create'
  | 'repository-member.update'
  | 'repository-member.delete'
  /** Opens private repository groups: who may download code inherits membership of the group. */
  | 'code.download';

export interface ProjectRole {
  readonly id: number;
  readonly name: string;
  /** True where the vendor's pages name the role but not its number, so the number is ours. */
  readonly inferredNumber: boolean;
  /** GitLab-style level of Repo: 50 owner, 40 administrator, 30 developer, 20 viewer. */
  readonly accessLevel: 20 | 30 | 40 | 50;
  readonly points: ReadonlySet<PermissionPoint>;
}

const everything: readonly PermissionPoint[] = [
  'project.view',
  'project.edit',
  'project.delete',
  'project.members',
  'build-group.view',
  'build-group.manage',
  'repository-group.view',
  'repository-group.create',
  'repository-group.delete',
  'repository-group.settings',
  'repository.create',
  'repository-member.create',
  'repository-member.update',
  'repository-member.delete',
  'code.download',
];
const owner: readonly PermissionPoint[] = [...everything, 'repository-group.transfer'];
const developer: readonly PermissionPoint[] = [
  'project.view',
  'build-group.view',
  'build-group.manage',
  'repository-group.view',
  'repository-group.create',
  'repository.create',
  'code.download',
];
const onlooker: readonly PermissionPoint[] = [
  'project.view',
  'build-group.view',
  'repository-group.view',
];
const outsideBuilds: readonly PermissionPoint[] = ['project.view', 'repository-group.view'];

const role = (
  id: number,
  name: string,
  accessLevel: ProjectRole['accessLevel'],
  points: readonly PermissionPoint[],
  inferredNumber = false,
): ProjectRole => ({ id, name, accessLevel, points: new Set(points), inferredNumber });

/**
 * The project roles and what they may do, defaults of the vendor's matrices (Build: role matrix of
 * the user guide; Repo: permission matrix of a group).
 */
export const projectRoles: readonly ProjectRole[] = [
  role(-1, 'Project creator', 50, owner),
  role(3, 'Project manager', 40, everything),
  role(4, 'Developer', 30, developer),
  role(5, 'Test manager', 20, onlooker),
  role(6, 'Tester', 20, outsideBuilds),
  role(7, 'Participant', 20, outsideBuilds),
  role(8, 'Viewer', 20, onlooker),
  role(9, 'Operation manager', 20, outsideBuilds),
  role(10, 'Product manager', 20, onlooker, true),
  role(11, 'System engineer', 30, developer, true),
  role(12, 'Committer', 30, developer, true),
  role(13, 'Project administrator', 40, everything, true),
];

/** The account's root user stands above the roles of every project. */
export const rootRole: ProjectRole = role(-1, 'Account administrator', 50, owner);

/** Who made a repository group, or was given it, in it and below. Source: Repo user guide, members. */
export const groupOwnerRole: ProjectRole = role(-1, 'Owner', 50, owner);

export const creatorRoleId = -1;

const byId = new Map(projectRoles.map((each) => [each.id, each]));

export function projectRole(id: number): ProjectRole | undefined {
  return byId.get(id);
}

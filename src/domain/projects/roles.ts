import { defaultPoints, type PermissionPoint, permissionMatrices } from './permission-matrices.ts';

export interface ProjectRole {
  readonly id: number;
  readonly name: string;
  /** True where the vendor's pages name the role but not its number, so the number is ours. */
  readonly inferredNumber: boolean;
  /** GitLab-style level of Repo: 50 owner, 40 administrator, 30 developer, 20 viewer. */
  readonly accessLevel: 20 | 30 | 40 | 50;
  /** What the matrices of the services let the role do. */
  readonly points: ReadonlySet<PermissionPoint>;
}

const role = (
  id: number,
  name: string,
  accessLevel: ProjectRole['accessLevel'],
  inferredNumber = false,
): ProjectRole => ({ id, name, accessLevel, points: defaultPoints(id), inferredNumber });

/**
 * The project roles. Sources of the numbers: CodeArts Req API Reference, Project Members; 10 and 11
 * stand in the page of AddMemberV4 alone.
 */
export const projectRoles: readonly ProjectRole[] = [
  role(-1, 'Project creator', 50),
  role(3, 'Project manager', 40),
  role(4, 'Developer', 30),
  role(5, 'Test manager', 20),
  role(6, 'Tester', 20),
  role(7, 'Participant', 20),
  role(8, 'Viewer', 20),
  role(9, 'Operation manager', 20),
  role(10, 'Product manager', 20),
  role(11, 'System engineer', 30),
  role(12, 'Committer', 30, true),
  role(13, 'Project administrator', 40, true),
];

/** The account's root user stands above the roles of every project. */
export const rootRole: ProjectRole = {
  ...role(-1, 'Account administrator', 50),
  points: new Set(permissionMatrices.flatMap(({ points }) => points as PermissionPoint[])),
};

/** Whoever creates a project has this role in it for good, and nobody else is given it. */
export const creatorRoleId = -1;

/** The roles that members are given. */
export const givenRoles: readonly ProjectRole[] = projectRoles.filter(
  ({ id }) => id !== creatorRoleId,
);

/** Participant: what somebody is who is made a member without a role. Source: BatchAddMembersV4. */
export const defaultRoleId = 7;

const byId = new Map(projectRoles.map((each) => [each.id, each]));

export function projectRole(id: number): ProjectRole | undefined {
  return byId.get(id);
}

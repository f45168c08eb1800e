import type { Grant } from '../kernel/index.ts';
import type { ProjectWithCreator } from './model.ts';
import type { PermissionPoint } from './permission-matrices.ts';
import type { ProjectRole } from './roles.ts';

/**
 * The proof that a caller may do something in a project: a grant, the project, and the role that
 * the caller has there. Issued by `authorizeInProject` and `openProject` alone.
 */
export class ProjectGrant {
  readonly #issued = true;
  readonly grant: Grant;
  readonly project: ProjectWithCreator;
  readonly role: ProjectRole;

  private constructor(grant: Grant, project: ProjectWithCreator, role: ProjectRole) {
    this.grant = grant;
    this.project = project;
    this.role = role;
  }

  static issue(grant: Grant, project: ProjectWithCreator, role: ProjectRole): ProjectGrant {
    return new ProjectGrant(grant, project, role);
  }

  static isProjectGrant(value: unknown): value is ProjectGrant {
    return typeof value === 'object' && value !== null && #issued in value;
  }

  has(point: PermissionPoint): boolean {
    return this.role.points.has(point);
  }
}

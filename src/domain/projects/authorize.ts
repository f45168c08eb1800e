import { type AccessRecords, askPolicies, type Requirement } from '../access/index.ts';
import { Grant, type Origin, type Principal, Problem } from '../kernel/index.ts';
import type { PermissionPoint } from './permission-matrices.ts';
import type { ProjectRecords } from './ports.ts';
import { ProjectGrant } from './project-grant.ts';
import { projectRole, rootRole } from './roles.ts';

type Records = { readonly access: AccessRecords; readonly projects: ProjectRecords };

/** What an operation in a project asks: a point of the role matrix and an answer of policies. */
export interface ProjectRequirement extends Requirement {
  readonly point: PermissionPoint;
}

/**
 * Lets a caller act in a project. Throws Problem `project-hidden` when it is unknown, of another
 * account or not seen by the caller, alike in all three, and `forbidden` with the rule that refused
 * when the caller sees it but may not.
 */
export async function authorizeInProject(
  records: Records,
  principal: Principal,
  requirement: ProjectRequirement,
  projectId: string,
  origin: Origin,
): Promise<ProjectGrant> {
  const { domainId, userId } = principal;
  const found = await records.projects.findProject(domainId, projectId, userId);
  const role = principal.root ? rootRole : projectRole(found?.roleId ?? Number.NaN);
  if (!found || !role) {
    throw new Problem('project-hidden', {
      subject: 'project',
      field: 'project',
      reason: 'there is no such project that you can see',
    });
  }
  await askPolicies(records, principal, requirement);
  const grant = Grant.issue(principal, origin, requirement.action);
  const within = ProjectGrant.issue(grant, found.project, role);
  if (!within.has(requirement.point)) throw lacking(within, requirement.point);
  return within;
}

/** Problem `forbidden` where the caller's role lacks a permission. */
export function lacking({ grant, role }: ProjectGrant, point: PermissionPoint): Problem {
  return new Problem('forbidden', {
    subject: grant.action,
    reason: `Your role in the project, ${role.name}, lacks the permission ${point}.`,
  });
}

/** A project under a grant of the account's operator, for the command line on the host. */
export async function openProject(
  records: Records,
  grant: Grant,
  projectId: string,
): Promise<ProjectGrant> {
  const { domainId, userId } = grant.principal;
  const found = await records.projects.findProject(domainId, projectId, userId);
  if (found && grant.principal.root) return ProjectGrant.issue(grant, found.project, rootRole);
  throw new Problem('not-found', {
    subject: 'project',
    field: 'project',
    reason: `no project ${projectId} in the account`,
  });
}

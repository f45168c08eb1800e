import type { AccessRecords } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ProjectRecords } from './ports.ts';
import type { ProjectGrant } from './project-grant.ts';
import { creatorRoleId, projectRole, projectRoles } from './roles.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly projects: ProjectRecords;
};

/**
 * Gives a user of the account a role in the project.
 * Throws Problem `invalid` (role), `not-found` (user) or `taken` (a member already).
 */
export async function addMember(
  records: Records,
  { grant, project }: ProjectGrant,
  member: { readonly userId: string; readonly roleId: number },
  now: number,
): Promise<void> {
  const { userId, roleId } = member;
  if (roleId === creatorRoleId || !projectRole(roleId)) {
    const given = projectRoles.filter((role) => role.id !== creatorRoleId);
    throw new Problem('invalid', {
      subject: 'member',
      field: 'role',
      reason: `must be one of ${given.map((role) => `${role.id} (${role.name})`).join(', ')}`,
    });
  }
  if (!(await records.access.findUser(project.domainId, userId))) {
    throw new Problem('not-found', {
      subject: 'user',
      field: 'user',
      reason: 'there is no such user in the account',
    });
  }
  const { domainId, id } = project;
  if (!(await records.projects.insertMember(domainId, id, userId, roleId, now))) {
    throw new Problem('taken', {
      subject: 'member',
      field: 'user',
      reason: 'the user is a member of the project already',
    });
  }
  await recordChange(records, grant, { at: now, resource: `member/${userId}`, projectId: id });
}

/** Ends a user's part in the project. Throws Problem `not-found`, or `conflict` for the creator. */
export async function removeMember(
  records: Records,
  { grant, project }: ProjectGrant,
  userId: string,
  now: number,
): Promise<void> {
  const { domainId, id } = project;
  if (userId === project.creatorId) {
    throw new Problem('conflict', {
      subject: 'member',
      field: 'user',
      reason: 'the creator of a project stays a member of it',
    });
  }
  if (!(await records.projects.deleteMember(domainId, id, userId))) {
    throw new Problem('not-found', {
      subject: 'member',
      field: 'user',
      reason: 'the user is not a member of the project',
    });
  }
  await recordChange(records, grant, { at: now, resource: `member/${userId}`, projectId: id });
}

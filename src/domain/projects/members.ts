import type { AccessRecords } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem, type ProblemKind } from '../kernel/index.ts';
import type { ProjectRecords } from './ports.ts';
import type { ProjectGrant } from './project-grant.ts';
import { givenRoles } from './roles.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly projects: ProjectRecords;
};

/** A user whom a request names. */
export interface NamedUser {
  readonly userId: string;
  /** How the request calls the entry, where it names several: what a refusal names, too. */
  readonly place?: string;
}

export interface NewMember extends NamedUser {
  readonly roleId: number;
}

/**
 * Gives a user of the account a role in the project.
 * Throws Problem `invalid` (role), `not-found` (user) or `taken` (a member already).
 */
export async function addMember(
  records: Records,
  within: ProjectGrant,
  member: NewMember,
  now: number,
): Promise<void> {
  const { domainId, id } = within.project;
  const { userId, roleId } = member;
  requireGivenRole(roleId);
  if (!(await records.projects.insertMember(domainId, id, userId, roleId, now))) {
    const known = await records.access.findUser(domainId, userId);
    throw known
      ? faultOf('taken', member, 'the user is a member of the project already')
      : faultOf('not-found', member, 'there is no such user in the account');
  }
  await recordMember(records, within, userId, now);
}

/**
 * Gives users their roles, all of them or none. Throws as `addMember` does, naming the place of the
 * first entry at fault, and Problem `invalid` where a user is named twice.
 */
export async function addMembers(
  records: Records,
  within: ProjectGrant,
  members: readonly NewMember[],
  now: number,
): Promise<void> {
  requireEachOnce(members);
  for (const member of members) await addMember(records, within, member, now);
}

/**
 * Gives members another role, all of them or none. Throws Problem `invalid` (role, or a user named
 * twice), `not-found` (no member) or `conflict` (the creator).
 */
export async function changeRoles(
  records: Records,
  within: ProjectGrant,
  members: readonly NamedUser[],
  roleId: number,
  now: number,
): Promise<void> {
  const { domainId, id } = within.project;
  requireGivenRole(roleId);
  requireEachOnce(members);
  for (const member of members) {
    requireNotCreator(within, member, 'the creator of a project keeps that role');
    const changed = await records.projects.updateMember(domainId, id, member.userId, roleId);
    if (!changed) throw noMember(member);
    await recordMember(records, within, member.userId, now);
  }
}

/** Ends a user's part in the project. Throws Problem `not-found`, or `conflict` for the creator. */
export function removeMember(
  records: Records,
  within: ProjectGrant,
  userId: string,
  now: number,
): Promise<void> {
  return removeMembers(records, within, [{ userId }], now);
}

/**
 * Ends the part of users in the project, of all of them or of none. Throws as `removeMember` does,
 * and Problem `invalid` where a user is named twice.
 */
export async function removeMembers(
  records: Records,
  within: ProjectGrant,
  members: readonly NamedUser[],
  now: number,
): Promise<void> {
  const { domainId, id } = within.project;
  requireEachOnce(members);
  for (const member of members) {
    requireNotCreator(within, member, 'the creator of a project stays a member of it');
    if (!(await records.projects.deleteMember(domainId, id, member.userId))) throw noMember(member);
    await recordMember(records, within, member.userId, now);
  }
}

function requireGivenRole(roleId: number): void {
  if (givenRoles.some(({ id }) => id === roleId)) return;
  throw new Problem('invalid', {
    subject: 'member',
    field: 'role',
    reason: `must be one of ${givenRoles.map(({ id, name }) => `${id} (${name})`).join(', ')}`,
  });
}

function requireNotCreator(within: ProjectGrant, member: NamedUser, why: string): void {
  if (member.userId === within.project.creatorId) throw faultOf('conflict', member, why);
}

function requireEachOnce(users: readonly NamedUser[]): void {
  const seen = new Set<string>();
  for (const user of users) {
    if (seen.has(user.userId)) throw faultOf('invalid', user, 'the user is named twice');
    seen.add(user.userId);
  }
}

function noMember(user: NamedUser): Problem {
  return faultOf('not-found', user, 'the user is not a member of the project');
}

function faultOf(kind: ProblemKind, { place = 'user' }: NamedUser, reason: string): Problem {
  return new Problem(kind, { subject: 'member', field: place, reason });
}

function recordMember(
  records: Records,
  { grant, project }: ProjectGrant,
  userId: string,
  now: number,
): Promise<void> {
  return recordChange(records, grant, {
    at: now,
    resource: `member/${userId}`,
    projectId: project.id,
  });
}

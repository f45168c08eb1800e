import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, Problem } from '../kernel/index.ts';
import type { User, UserGroup } from './model.ts';
import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** Source of the rules: IAM 5, CreateGroupV5. */
const namePattern = /^[\p{Script=Han}A-Za-z0-9 _{}-]{1,128}$/u;
const descriptionPattern = /^[^@#%&<>\\$^*]{0,255}$/u;

/** The most that the vendor raises its quotas to. Source: IAM 5, notes and constraints. */
const groupsPerAccount = 2000;
export const groupsPerUser = 10;

/**
 * Creates a group in the grant's account. Throws Problem `invalid` (name, description), `taken`
 * (name) or `limit-reached`.
 */
export async function createUserGroup(
  records: Records,
  grant: Grant,
  wanted: { readonly name: string; readonly description: string },
  { ids, now }: { ids: Ids; now: number },
): Promise<UserGroup> {
  const { domainId } = grant.principal;
  requireRules(wanted);
  if ((await records.access.countUserGroups(domainId)) >= groupsPerAccount) {
    throw new Problem('limit-reached', {
      subject: 'user group',
      reason: `an account has at most ${groupsPerAccount} groups`,
    });
  }
  const { name, description } = wanted;
  const number = await records.access.nextUserGroupNumber();
  const group: UserGroup = { domainId, id: ids.next(), number, name, description, createdAt: now };
  if (!(await records.access.insertUserGroup(group))) throw taken(name);
  await recordChange(records, grant, { at: now, resource: `user-group/${group.id}` });
  return group;
}

/** The group of that id in the grant's account. Throws Problem `not-found`. */
export async function userGroupWithId(
  records: { readonly access: AccessRecords },
  grant: Grant,
  id: string,
): Promise<UserGroup> {
  const group = await records.access.findUserGroup(grant.principal.domainId, id);
  if (group) return group;
  throw new Problem('not-found', {
    subject: 'user group',
    reason: `Could not find group: ${id.slice(0, 64)}.`,
  });
}

/** The group of that name in the grant's account. Throws Problem `not-found`. */
export async function userGroupNamed(
  records: Records,
  grant: Grant,
  name: string,
): Promise<UserGroup> {
  const group = await records.access.findUserGroupByName(grant.principal.domainId, name);
  if (group) return group;
  throw new Problem('not-found', {
    subject: 'user group',
    field: 'name',
    reason: `no group named ${name}`,
  });
}

/** Changes what is given. Throws Problem `invalid` or `taken`. */
export async function updateUserGroup(
  records: Records,
  grant: Grant,
  group: UserGroup,
  changes: { readonly name?: string | undefined; readonly description?: string | undefined },
  now: number,
): Promise<UserGroup> {
  const { name = group.name, description = group.description } = changes;
  const updated: UserGroup = { ...group, name, description };
  requireRules(updated);
  if (!(await records.access.updateUserGroup(updated))) throw taken(name);
  await recordChange(records, grant, { at: now, resource: `user-group/${group.id}` });
  return updated;
}

/** Removes a group; its users lose at once what they had through it. */
export async function deleteUserGroup(
  records: Records,
  grant: Grant,
  group: UserGroup,
  now: number,
): Promise<void> {
  await records.access.deleteUserGroup(group.domainId, group.id);
  await recordChange(records, grant, { at: now, resource: `user-group/${group.id}` });
}

/** From their next request on the user is held to the group's policies. Throws `limit-reached`. */
export async function addToGroup(
  records: Records,
  grant: Grant,
  group: UserGroup,
  user: User,
  now: number,
): Promise<void> {
  const { domainId, id: groupId } = group;
  const member = { groupId, userId: user.id, addedAt: now };
  if (!(await records.access.insertGroupMember(domainId, member))) return;
  if ((await records.access.countGroupsOfUser(domainId, user.id)) > groupsPerUser) {
    throw new Problem('limit-reached', {
      subject: 'user group',
      reason: `a user is in at most ${groupsPerUser} groups`,
    });
  }
  await recordChange(records, grant, { at: now, resource: resourceOf(group, user) });
}

/** Throws Problem `not-found` when the user is not in the group. */
export async function removeFromGroup(
  records: Records,
  grant: Grant,
  group: UserGroup,
  user: User,
  now: number,
): Promise<void> {
  await requireInGroup(records, group, user);
  await records.access.deleteGroupMember(group.domainId, group.id, user.id);
  await recordChange(records, grant, { at: now, resource: resourceOf(group, user) });
}

/** Throws Problem `not-found` when the user is not in the group. */
export async function requireInGroup(
  records: { readonly access: AccessRecords },
  group: UserGroup,
  user: User,
): Promise<void> {
  if (await records.access.isGroupMember(group.domainId, group.id, user.id)) return;
  throw new Problem('not-found', {
    subject: 'user group',
    reason: `user ${user.name} is not in group ${group.name}`,
  });
}

function resourceOf(group: UserGroup, user: User): string {
  return `user-group/${group.id}/user/${user.id}`;
}

function requireRules({ name, description }: { name: string; description: string }): void {
  if (!namePattern.test(name)) {
    throw new Problem('invalid', {
      subject: 'user group',
      field: 'name',
      reason: 'must be 1 to 128 letters, digits, Chinese characters, spaces or _-{}',
    });
  }
  if (descriptionPattern.test(description)) return;
  throw new Problem('invalid', {
    subject: 'user group',
    field: 'description',
    reason: 'must be at most 255 characters, none of them @#%&<>\\$^*',
  });
}

function taken(name: string): Problem {
  return new Problem('taken', {
    subject: 'user group',
    field: 'name',
    reason: `a group named ${name} exists in the account`,
  });
}

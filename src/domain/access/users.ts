import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, isPlainName, Problem, plainNameRule } from '../kernel/index.ts';
import type { LoginProfile, User } from './model.ts';
import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** 1 to 64 of these characters. Source: IAM v5, CreateUserV5. */
const namePattern = /^[a-zA-Z_\-. ][0-9a-zA-Z_\-. ]{0,63}$/;
/** Source: IAM v5, CreateUserV5. */
const descriptionPattern = /^[^@#%&<>\\$^*]{0,255}$/u;

export interface NewUser {
  readonly name: string;
  readonly description?: string;
  /** Default: true. */
  readonly enabled?: boolean;
  readonly root?: boolean;
  /** From `Passwords.hash`, made before the transaction. Absent: the user has no password. */
  readonly passwordHash?: string;
  /** Whether the user ought to change that password. */
  readonly resetRequired?: boolean;
}

/** Creates a user in the grant's account. Throws Problem `invalid` or `taken` (name). */
export async function createUser(
  records: Records,
  grant: Grant,
  wanted: NewUser,
  { ids, now }: { ids: Ids; now: number },
): Promise<User> {
  const created: User = {
    domainId: grant.principal.domainId,
    id: ids.next(),
    number: await records.access.nextUserNumber(),
    name: wanted.name,
    nickName: wanted.name,
    description: wanted.description ?? '',
    root: wanted.root ?? false,
    enabled: wanted.enabled ?? true,
    createdAt: now,
    updatedAt: now,
  };
  requireWellFormed(created);
  if (!(await records.access.insertUser(created))) throw nameTaken(created);
  if (wanted.passwordHash !== undefined) {
    const profile: LoginProfile = {
      domainId: created.domainId,
      userId: created.id,
      resetRequired: wanted.resetRequired ?? false,
      createdAt: now,
    };
    await records.access.insertLoginProfile(profile, wanted.passwordHash);
  }
  await recordChange(records, grant, { at: now, resource: `user/${created.id}` });
  return created;
}

/** The user of that name in the grant's account. Throws Problem `not-found`. */
export async function userNamed(records: Records, grant: Grant, name: string): Promise<User> {
  const user = await records.access.findUserByName(grant.principal.domainId, name);
  if (user) return user;
  throw new Problem('not-found', {
    subject: 'user',
    field: 'name',
    reason: `no user named ${name}`,
  });
}

/** The user of that id in the grant's account. Throws Problem `not-found`. */
export async function userWithId(
  records: Pick<Records, 'access'>,
  grant: Grant,
  id: string,
): Promise<User> {
  const user = await records.access.findUser(grant.principal.domainId, id);
  if (user) return user;
  throw new Problem('not-found', {
    subject: 'user',
    reason: `Could not find user: ${id.slice(0, 64)}.`,
  });
}

/** What can be changed of a user; what is absent stays. */
export interface UserChanges {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/**
 * Changes a user. The root user keeps the account's name and is never disabled.
 * Throws Problem `invalid`, `taken` (name), `conflict` or `forbidden` (root).
 */
export async function updateUser(
  records: Records,
  grant: Grant,
  user: User,
  changes: UserChanges,
  now: number,
): Promise<User> {
  const { name = user.name, description = user.description, enabled = user.enabled } = changes;
  requireRootForRoot(grant, user);
  if (!enabled) refuseForRoot(user, 'disabled');
  if (name !== user.name) refuseForRoot(user, 'renamed');
  // A nickname of their own stays.
  const nickName = user.nickName === user.name ? name : user.nickName;
  const changed: User = { ...user, name, nickName, description, enabled, updatedAt: now };
  requireWellFormed(changed);
  if (!(await records.access.updateUser(changed))) throw nameTaken(changed);
  await recordChange(records, grant, { at: now, resource: `user/${user.id}` });
  return changed;
}

/** Lets a user in or keeps them out; a disabled user's tokens and keys open nothing. */
export async function setUserEnabled(
  records: Records,
  grant: Grant,
  user: User,
  enabled: boolean,
  now: number,
): Promise<void> {
  await updateUser(records, grant, user, { enabled }, now);
}

/** Gives a user another nickname, which need not be unique. Throws Problem `invalid` (nickName). */
export async function setNickName(
  records: Records,
  grant: Grant,
  user: User,
  nickName: string,
  now: number,
): Promise<void> {
  if (!isPlainName(nickName)) {
    throw new Problem('invalid', { subject: 'user', field: 'nickName', reason: plainNameRule });
  }
  await records.access.updateUser({ ...user, nickName, updatedAt: now });
  await recordChange(records, grant, { at: now, resource: `user/${user.id}` });
}

/**
 * Removes a user with their password, keys, tokens, attached policies and memberships of projects;
 * what they made stays. Throws Problem `conflict` for the root user.
 */
export async function deleteUser(
  records: Records,
  grant: Grant,
  user: User,
  now: number,
): Promise<void> {
  refuseForRoot(user, 'removed');
  await records.access.deleteUser(user.domainId, user.id);
  await recordChange(records, grant, { at: now, resource: `user/${user.id}` });
}

/**
 * Throws Problem `forbidden` where anyone but root would change the root user: with a password or
 * a key of theirs, whoever may manage users could do everything.
 */
export function requireRootForRoot({ principal, action }: Grant, user: User): void {
  if (!user.root || principal.root) return;
  throw new Problem('forbidden', {
    subject: action,
    reason: `${user.name} is the root user of the account, whom only they themselves may change`,
  });
}

/** Throws Problem `conflict` for the root user. */
export function refuseForRoot(user: User, what: string): void {
  if (!user.root) return;
  throw new Problem('conflict', {
    subject: 'user',
    reason: `${user.name} is the root user of the account and cannot be ${what}`,
  });
}

function requireWellFormed({ name, description }: User): void {
  if (!namePattern.test(name)) {
    throw new Problem('invalid', {
      subject: 'user',
      field: 'name',
      reason: 'must be 1 to 64 letters, digits, spaces or _-. and not start with a digit',
    });
  }
  if (!descriptionPattern.test(description)) {
    throw new Problem('invalid', {
      subject: 'user',
      field: 'description',
      reason: 'must be at most 255 characters without @ # % & < > \\ $ ^ and *',
    });
  }
}

function nameTaken({ name }: User): Problem {
  return new Problem('taken', {
    subject: 'user',
    field: 'name',
    reason: `a user named ${name} exists in the account`,
  });
}

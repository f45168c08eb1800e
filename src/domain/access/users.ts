import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, Problem } from '../kernel/index.ts';
import type { User } from './model.ts';
import type { AccessRecords } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };

/** 1 to 64 of these characters. Source: IAM v5, CreateUserV5. */
const namePattern = /^[a-zA-Z_\-. ][0-9a-zA-Z_\-. ]{0,63}$/;

/**
 * Creates a user in the grant's account. Throws Problem `invalid` or `taken` (name).
 * `passwordHash` comes from `Passwords.hash`, made before the transaction.
 */
export async function createUser(
  records: Records,
  grant: Grant,
  user: { name: string; passwordHash: string; root?: boolean },
  { ids, now }: { ids: Ids; now: number },
): Promise<User> {
  if (!namePattern.test(user.name)) {
    throw new Problem('invalid', {
      subject: 'user',
      field: 'name',
      reason: 'must be 1 to 64 letters, digits, spaces or _-. and not start with a digit',
    });
  }
  const created: User = {
    domainId: grant.principal.domainId,
    id: ids.next(),
    number: await records.access.nextUserNumber(),
    name: user.name,
    nickName: user.name,
    root: user.root ?? false,
    enabled: true,
    createdAt: now,
    updatedAt: now,
  };
  const inserted = await records.access.insertUser(created, user.passwordHash);
  if (!inserted) {
    throw new Problem('taken', {
      subject: 'user',
      field: 'name',
      reason: `a user named ${user.name} exists in the account`,
    });
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
export async function userWithId(records: Records, grant: Grant, id: string): Promise<User> {
  const user = await records.access.findUser(grant.principal.domainId, id);
  if (user) return user;
  throw new Problem('not-found', {
    subject: 'user',
    reason: `Could not find user: ${id.slice(0, 64)}.`,
  });
}

/** Lets a user in or keeps them out; a disabled user's tokens and keys open nothing. */
export async function setUserEnabled(
  records: Records,
  grant: Grant,
  user: User,
  enabled: boolean,
  now: number,
): Promise<void> {
  refuseForRoot(user, 'disabled');
  await records.access.updateUser({
    domainId: user.domainId,
    id: user.id,
    enabled,
    updatedAt: now,
  });
  await recordChange(records, grant, { at: now, resource: `user/${user.id}` });
}

/** Sets a new password and ends the user's tokens. */
export async function setPassword(
  records: Records,
  grant: Grant,
  user: User,
  passwordHash: string,
  now: number,
): Promise<void> {
  await records.access.updatePassword(user.domainId, user.id, passwordHash, now);
  await records.access.deleteTokensOfUser(user.domainId, user.id);
  await recordChange(records, grant, { at: now, resource: `user/${user.id}` });
}

/** Removes a user with their keys, tokens and attachments; what they made stays. */
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

function refuseForRoot(user: User, what: string): void {
  if (!user.root) return;
  throw new Problem('conflict', {
    subject: 'user',
    reason: `${user.name} is the root user of the account and cannot be ${what}`,
  });
}

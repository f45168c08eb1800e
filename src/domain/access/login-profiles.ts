import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, Problem } from '../kernel/index.ts';
import { type LoginDesk, userOfPassword, wrongPassword } from './logins.ts';
import type { LoginProfile, User } from './model.ts';
import { refuseNarrowed } from './narrowed.ts';
import type { Passwords } from './passwords.ts';
import type { AccessRecords } from './ports.ts';
import { refuseForRoot, requireRootForRoot } from './users.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };
type Transactions<All extends Records> = {
  read<T>(work: (records: All) => Promise<T>): Promise<T>;
  write<T>(work: (records: All) => Promise<T>): Promise<T>;
};

/** Upper case, lower case, digits, and all the rest. */
export const kindsOfCharacters = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * Throws Problem `invalid` for a password that is too short, too long or too simple.
 * Source: IAM v5, CreateLoginProfileV5 (the length); IAM user guide, password policy (the kinds).
 */
export function requireGoodPassword(password: string, field = 'password'): void {
  const length = [...password].length;
  const kinds = kindsOfCharacters.filter((kind) => kind.test(password)).length;
  if (length >= 8 && length <= 32 && kinds >= 2) return;
  throw new Problem('invalid', {
    subject: 'user',
    field,
    reason:
      'must be 8 to 32 characters of at least two kinds: upper case, lower case, digits, others',
  });
}

/**
 * Gives a user who has none a password. `passwordHash` comes from `Passwords.hash`.
 * Throws Problem `taken` or `forbidden` (root).
 */
export async function createLoginProfile(
  records: Records,
  grant: Grant,
  user: User,
  { passwordHash, resetRequired }: { passwordHash: string; resetRequired: boolean },
  now: number,
): Promise<LoginProfile> {
  refuseNarrowed(grant.principal);
  requireRootForRoot(grant, user);
  const { domainId, id: userId } = user;
  const profile: LoginProfile = { domainId, userId, resetRequired, createdAt: now };
  if (!(await records.access.insertLoginProfile(profile, passwordHash))) {
    throw new Problem('taken', {
      subject: 'login profile',
      reason: `user ${user.name} has a login profile`,
    });
  }
  await recordChange(records, grant, { at: now, resource: `login-profile/${userId}` });
  return profile;
}

/** The user's login profile. Throws Problem `not-found`. */
export async function loginProfileOf(
  records: Pick<Records, 'access'>,
  { domainId, id, name }: User,
): Promise<LoginProfile> {
  const profile = await records.access.findLoginProfile(domainId, id);
  if (profile) return profile;
  throw new Problem('not-found', {
    subject: 'login profile',
    reason: `user ${name} has no login profile`,
  });
}

/** Changes a login profile; a new password ends tokens and temporary keys. Throws as `loginProfileOf`. */
export async function updateLoginProfile(
  records: Records,
  grant: Grant,
  user: User,
  changes: { passwordHash?: string | undefined; resetRequired?: boolean | undefined },
  now: number,
): Promise<LoginProfile> {
  refuseNarrowed(grant.principal);
  requireRootForRoot(grant, user);
  const profile = await loginProfileOf(records, user);
  const { passwordHash, resetRequired = profile.resetRequired } = changes;
  const changed: LoginProfile = { ...profile, resetRequired };
  await records.access.updateLoginProfile(changed, passwordHash);
  if (passwordHash !== undefined) await endSessions(records, user);
  await recordChange(records, grant, { at: now, resource: `login-profile/${user.id}` });
  return changed;
}

/** Takes a user's password away; tokens and temporary keys end, access keys stay. Throws as `loginProfileOf`. */
export async function deleteLoginProfile(
  records: Records,
  grant: Grant,
  user: User,
  now: number,
): Promise<void> {
  refuseForRoot(user, 'left without a password');
  await loginProfileOf(records, user);
  await records.access.deleteLoginProfile(user.domainId, user.id);
  await endSessions(records, user);
  await recordChange(records, grant, { at: now, resource: `login-profile/${user.id}` });
}

/** What was given to who knew the password ends with it. */
async function endSessions({ access }: Records, { domainId, id }: User): Promise<void> {
  await access.deleteTokensOfUser(domainId, id);
  await access.deleteTemporaryKeysOfUser(domainId, id);
}

/** Sets a new password, whether or not there was one; tokens and temporary keys end. */
export async function setPassword(
  records: Records,
  grant: Grant,
  user: User,
  passwordHash: string,
  now: number,
  resetRequired = false,
): Promise<void> {
  const password = { passwordHash, resetRequired };
  const had = await records.access.findLoginProfile(user.domainId, user.id);
  if (had) await updateLoginProfile(records, grant, user, password, now);
  else await createLoginProfile(records, grant, user, password, now);
}

/**
 * Changes the password of whoever is granted it and knows the old one, and ends their tokens.
 * `ask` gives the grant, in each transaction anew; `now` stamps the data, `realNow` is real time.
 * Throws what `userOfPassword` throws, and Problem `invalid`.
 */
export async function changeOwnPassword<All extends Records>(
  desk: Omit<LoginDesk, 'store'> & {
    readonly store: Transactions<All>;
    readonly passwords: Passwords;
  },
  ask: (records: All) => Promise<Grant>,
  { oldPassword, newPassword }: { oldPassword: string; newPassword: string },
  { now, realNow }: { now: number; realNow: number },
): Promise<void> {
  requireGoodPassword(newPassword, 'new password');
  const { principal, origin } = await desk.store.read(ask);
  const login = { ...principal, password: oldPassword };
  const user = await userOfPassword(desk, login, origin.address, realNow);
  const passwordHash = await desk.passwords.hash(newPassword);
  await desk.store.write(async (records) => {
    const grant = await ask(records);
    // Checking takes its time: it may have been changed meanwhile.
    const still = await records.access.findPasswordHash(user.domainId, user.id);
    if (still !== user.passwordHash) throw wrongPassword();
    await setPassword(records, grant, user, passwordHash, now);
  });
}

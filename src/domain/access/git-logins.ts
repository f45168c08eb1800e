import { type Principal, Problem } from '../kernel/index.ts';
import { type FindLogin, findLogin, type Login, type LoginDesk, userOfPassword } from './logins.ts';
import type { AccessRecords } from './ports.ts';
import { tokenHash } from './secrets.ts';
import { principalOf } from './tokens.ts';

/**
 * Who it is that sends git this password: an IAM token of theirs, or the password for git, which is
 * their own for git where that is in use, else the one that they log in with. `now` is real time in
 * ms. Throws what `userOfPassword` throws, and Problem `wrong-token` for a token that has expired.
 * Source: CodeArts Repo user guide, HTTPS password.
 */
export async function principalOfGitLogin(
  desk: LoginDesk,
  login: Login,
  address: string,
  now: number,
): Promise<Principal> {
  const holder = await desk.store.read((records) => holderOf(records, login, now));
  if (holder) return holder;
  const user = await userOfPassword(desk, login, address, now, findGitLogin);
  return principalOf(user, user.domainName);
}

/** The user who is meant, with the password that git has to show. */
export const findGitLogin: FindLogin = async (records, login) => {
  const user = await findLogin(records, login);
  if (!user) return undefined;
  const own = await records.access.findHttpsPassword(user.domainId, user.id);
  return own?.inUse ? { ...user, passwordHash: own.passwordHash } : user;
};

/** Whose token the password is, where it is one of the user's whom the login names. */
async function holderOf(
  { access }: { readonly access: AccessRecords },
  { domainName, userName, password }: Login,
  now: number,
): Promise<Principal | undefined> {
  const found = await access.findToken(tokenHash(password));
  if (!found?.owner.enabled) return undefined;
  const { principal } = found.owner;
  if (principal.domainName !== domainName || principal.userName !== userName) return undefined;
  if (found.token.expiresAt > now) return principal;
  throw new Problem('wrong-token', { subject: 'token', reason: 'the token has expired' });
}

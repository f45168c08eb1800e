import type { Principal } from '../kernel/index.ts';
import { CredentialRefused } from './credential-refused.ts';
import { callerOfToken } from './authenticate.ts';
import { type FindLogin, type Login, type LoginDesk, userOfPassword, wrongPassword } from './logins.ts';
import { principalOf } from './tokens.ts';

/**
 * Who says so with the password that git sends: an IAM token of theirs, or the password for git,
 * which is their own for git where that is in use, else the one that they log in with. `now` is real
 * time in ms. Throws what `userOfPassword` throws. Source: CodeArts Repo user guide, HTTPS password.
 */
export async function pusherOfPassword(
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

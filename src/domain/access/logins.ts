import { Problem } from '../kernel/index.ts';
import { type Guard, isNeverLocked } from './guard.ts';
import type { Passwords } from './passwords.ts';
import type { AccessRecords, UserWithPassword } from './ports.ts';

type Records = { readonly access: AccessRecords };

/** Who somebody says they are, and the password that is to show it. */
export interface Login {
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
}

/** Where passwords are checked. */
export interface LoginDesk {
  readonly store: { read<T>(work: (records: Records) => Promise<T>): Promise<T> };
  readonly passwords: Pick<Passwords, 'matches'>;
  readonly guard: Guard;
}

/** Finds the user who is meant, with the password that they have to show. */
export type FindLogin = (
  records: Records,
  login: Pick<Login, 'domainName' | 'userName'>,
) => Promise<UserWithPassword | undefined>;

/**
 * The user whose password this is; `now` is real time in ms. Throws Problem `wrong-password` (also
 * for unknown or disabled users, at the same cost), `locked` after too many of those from this
 * address, `busy`.
 */
export async function userOfPassword(
  { store, passwords, guard }: LoginDesk,
  login: Login,
  address: string,
  now: number,
  find: FindLogin = findLogin,
): Promise<UserWithPassword> {
  const { domainName, userName, password } = login;
  const guess = { domainName, userName, address };
  const user = await store.read((records) => find(records, login));
  const refuseLocked = async () => {
    if (!isNeverLocked(guess, user) && (await guard.isLocked(guess, now))) throw locked();
  };
  await refuseLocked();
  const right = await passwords.matches(password, user?.passwordHash);
  // Those checked at the same time are told apart no further than the rule lets them.
  await refuseLocked();
  if (!right || !user?.enabled) {
    guard.failed(guess, user, now);
    throw wrongPassword();
  }
  guard.succeeded(guess);
  return user;
}

/** The user who is meant, whoever asks, with their login password. */
export const findLogin: FindLogin = (records, { domainName, userName }) =>
  records.access.findUserForLogin(domainName, userName);

/** One answer for all that does not fit together. */
export function wrongPassword(): Problem {
  return new Problem('wrong-password', {
    subject: 'user',
    reason: 'The username or password is wrong.',
  });
}

function locked(): Problem {
  return new Problem('locked', {
    subject: 'user',
    reason: 'Too many wrong passwords came from your address; try again in 15 minutes.',
  });
}

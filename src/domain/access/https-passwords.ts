import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Principal, Problem } from '../kernel/index.ts';
import { kindsOfCharacters } from './login-profiles.ts';
import { refuseNarrowed } from './narrowed.ts';
import type { Passwords } from './passwords.ts';
import type { AccessRecords, HttpsPassword } from './ports.ts';

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };
type Transactions<All extends Records> = {
  read<T>(work: (records: All) => Promise<T>): Promise<T>;
  write<T>(work: (records: All) => Promise<T>): Promise<T>;
};

/**
 * Throws Problem `invalid` for a password that git's door does not take.
 * Source: CodeArts Repo user guide, HTTPS password.
 */
function requireGoodHttpsPassword(password: string, userName: string): void {
  const length = [...password].length;
  const kinds = kindsOfCharacters.filter((kind) => kind.test(password)).length;
  const reverse = [...userName].reverse().join('');
  const isName = password === userName || password === reverse;
  if (length >= 8 && length <= 32 && kinds >= 3 && !isName) return;
  throw new Problem('invalid', {
    subject: 'user',
    field: 'password',
    reason:
      'must be 8 to 32 characters of at least three kinds: upper case, lower case, digits, others;' +
      ' and not your name, forwards or backwards',
  });
}

/**
 * Gives whoever is granted it a password for git, in place of the one that they log in with. `ask`
 * gives the grant, in each transaction anew. Throws Problem `invalid`, `forbidden` or `busy`.
 */
export async function setHttpsPassword<All extends Records>(
  { store, passwords }: { readonly store: Transactions<All>; readonly passwords: Passwords },
  ask: (records: All) => Promise<Grant>,
  password: string,
  now: number,
): Promise<void> {
  const { principal } = await store.read(ask);
  requireGoodHttpsPassword(password, principal.userName);
  const passwordHash = await passwords.hash(password);
  await store.write(async (records) => {
    const grant = await ask(records);
    const { domainId, userId } = principal;
    await put(records, grant, { domainId, userId, passwordHash, inUse: true, changedAt: now });
  });
}

/** Whether git asks the user for the password that they log in with. */
export async function usesLoginPassword(
  { access }: Pick<Records, 'access'>,
  { domainId, userId }: Principal,
): Promise<boolean> {
  return !(await access.findHttpsPassword(domainId, userId))?.inUse;
}

/**
 * Lets git ask for the login password, or again for the one of their own that the user once set.
 * Throws Problem `invalid` where they never did, and `forbidden`.
 */
export async function useLoginPassword(
  records: Records,
  grant: Grant,
  wanted: boolean,
  now: number,
): Promise<void> {
  const { domainId, userId } = grant.principal;
  const own = await records.access.findHttpsPassword(domainId, userId);
  if (own) await put(records, grant, { ...own, inUse: !wanted, changedAt: now });
  else if (!wanted) {
    throw new Problem('invalid', {
      subject: 'user',
      field: 'loginPassword',
      reason: 'can be false only once an HTTPS password is set',
    });
  }
}

async function put(records: Records, grant: Grant, password: HttpsPassword): Promise<void> {
  refuseNarrowed(grant.principal);
  await records.access.putHttpsPassword(password);
  const { userId, changedAt } = password;
  await recordChange(records, grant, { at: changedAt, resource: `https-password/${userId}` });
}

import type { AuditRecords } from '../audit/index.ts';
import { recordChange } from '../audit/index.ts';
import { Grant, type Origin, type Principal, Problem } from '../kernel/index.ts';
import { findLogin, type Login, type LoginDesk, userOfPassword, wrongPassword } from './logins.ts';
import type { IamProject, Token, TokenScope, User } from './model.ts';
import type { AccessRecords, CredentialOwner } from './ports.ts';
import { newToken, tokenHash } from './secrets.ts';

const lifetimeMs = 24 * 3600_000;
/** Expired credentials are kept this long, so that their holders hear "expired", not "unknown". */
export const rememberedMs = 7 * 24 * 3600_000;

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };
type Transactions = {
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
};

/** The scope a login asks for: a project wins over a domain; neither means the whole account. */
export interface WantedScope {
  /** `domain`: the account that it is said to lie in. */
  readonly project?: IdOrName & { readonly domain?: IdOrName };
  readonly domain?: IdOrName;
}

interface IdOrName {
  readonly id?: string;
  readonly name?: string;
}

/** A token with what its holder is told of it. */
export interface DescribedToken {
  readonly stored: Token;
  readonly owner: Principal;
  /** The IAM project that it opens, if it is scoped to one. */
  readonly project: IamProject | undefined;
}

export interface IssuedToken extends DescribedToken {
  /** The token itself: it is in no record and cannot be had again. */
  readonly token: string;
}

/**
 * Checks a password and issues a token for 24 hours of real time.
 * Throws what `userOfPassword` throws, and Problem `not-found` for a scope that is not in the
 * account. Source: IAM v3, KeystoneCreateUserTokenByPassword.
 */
export async function issueTokenByPassword(
  desk: LoginDesk & { readonly store: Transactions },
  login: Login & { readonly scope: WantedScope },
  origin: Origin,
  now: number,
): Promise<IssuedToken> {
  const user = await userOfPassword(desk, login, origin.address, now);
  return desk.store.write(async (records) => {
    // Checking takes its time: the password may have been changed, or the user disabled, meanwhile.
    const still = await findLogin(records, login);
    if (!still?.enabled || still.passwordHash !== user.passwordHash) throw wrongPassword();
    await records.access.putLastLogin(user.domainId, user.id, now);
    const owner = principalOf(user, user.domainName);
    const scope = await resolveScope(records, owner, login.scope);
    const expiresAt = now + lifetimeMs;
    return issue(records, owner, { scope, method: 'password', issuedAt: now, expiresAt }, origin);
  });
}

/**
 * Gives the holder of a token another one, of the scope that they ask for, which ends when theirs
 * does. Throws Problem `wrong-token`, or `not-found` for a scope that is not in the account.
 * Source: IAM v3, KeystoneCreateScopedToken; for the end OpenStack Identity API v3.
 */
export async function issueTokenByToken(
  store: Transactions & { consult: Transactions['read'] },
  shown: { readonly token: string; readonly scope: WantedScope },
  origin: Origin,
  now: number,
): Promise<IssuedToken> {
  // Nobody without a valid one makes the store write.
  await store.consult((records) => holderOfToken(records, shown.token, now));
  return store.write(async (records) => {
    const { token, owner } = await holderOfToken(records, shown.token, now);
    const scope = await resolveScope(records, owner.principal, shown.scope);
    const { expiresAt } = token;
    return issue(
      records,
      owner.principal,
      { scope, method: 'token', issuedAt: now, expiresAt },
      origin,
    );
  });
}

/**
 * A token that was sent to show who somebody is, and whose it is. Throws Problem `wrong-token` where
 * it opens nothing. `now` is real time in ms.
 */
export async function holderOfToken(
  records: Pick<Records, 'access'>,
  token: string,
  now: number,
): Promise<{ token: Token; owner: CredentialOwner }> {
  const found = await validToken(records, token, now);
  if (found) return found;
  throw wrongToken();
}

/** One answer for a token that is unknown or revoked, has expired, or is somebody else's. */
export function wrongToken(): Problem {
  return new Problem('wrong-token', {
    subject: 'token',
    field: 'token',
    reason: 'must be a token of yours that is valid',
  });
}

async function validToken(
  records: Pick<Records, 'access'>,
  token: string,
  now: number,
): Promise<{ token: Token; owner: CredentialOwner } | undefined> {
  const found = await records.access.findToken(tokenHash(token));
  return found?.owner.enabled && found.token.expiresAt > now ? found : undefined;
}

async function issue(
  records: Records,
  owner: Principal,
  wanted: Pick<Token, 'scope' | 'method' | 'issuedAt' | 'expiresAt'>,
  origin: Origin,
): Promise<IssuedToken> {
  const { domainId, userId } = owner;
  const token = newToken();
  const stored: Token = { hash: tokenHash(token), domainId, userId, ...wanted };
  const at = wanted.issuedAt;
  await records.access.deleteTokensExpiredBefore(at - rememberedMs);
  await records.access.insertToken(stored);
  const grant = Grant.issue(owner, origin, 'iam:tokens:createToken');
  await recordChange(records, grant, { at, resource: `user/${userId}` });
  return { token, ...(await described(records, stored, owner)) };
}

/**
 * The token as far as `asker` may see it: a user sees their own, the root user every one of the
 * account. Undefined for any other and for one that opens nothing. `now` is real time in ms.
 * Source: IAM v3, KeystoneValidateToken.
 */
export async function tokenSeenBy(
  records: Pick<Records, 'access'>,
  asker: Principal,
  token: string,
  now: number,
): Promise<DescribedToken | undefined> {
  const found = await validToken(records, token, now);
  if (!found) return undefined;
  const owner = found.owner.principal;
  const seen = owner.domainId === asker.domainId && (asker.root || owner.userId === asker.userId);
  return seen ? described(records, found.token, owner) : undefined;
}

/** Ends a token at once; the caller has it from `tokenSeenBy`. */
export async function revokeToken(
  records: Records,
  grant: Grant,
  token: Token,
  now: number,
): Promise<void> {
  await records.access.deleteToken(token.hash);
  await recordChange(records, grant, { at: now, resource: `user/${token.userId}` });
}

async function described(
  records: Pick<Records, 'access'>,
  stored: Token,
  owner: Principal,
): Promise<DescribedToken> {
  const { domainId, scope } = stored;
  const project =
    scope.kind === 'project'
      ? await records.access.findIamProject(domainId, scope.projectId)
      : undefined;
  return { stored, owner, project };
}

async function resolveScope(
  records: Records,
  user: Principal,
  wanted: WantedScope,
): Promise<TokenScope> {
  if (wanted.project) {
    const { id, name, domain } = wanted.project;
    if (domain) requireOwnDomain(user, domain);
    const project =
      id === undefined
        ? await records.access.findIamProjectByName(user.domainId, name ?? '')
        : await records.access.findIamProject(user.domainId, id);
    if (!project) throw scopeNotFound('project', id ?? name ?? '');
    return { kind: 'project', projectId: project.id };
  }
  if (!wanted.domain) return { kind: 'unscoped' };
  requireOwnDomain(user, wanted.domain);
  return { kind: 'domain' };
}

function requireOwnDomain(user: Principal, { id, name }: IdOrName): void {
  const own = id === undefined ? name === user.domainName : id === user.domainId;
  if (!own) throw scopeNotFound('domain', id ?? name ?? '');
}

function scopeNotFound(subject: string, wanted: string): Problem {
  return new Problem('not-found', {
    subject,
    field: 'scope',
    reason: `Could not find ${subject}: ${wanted.slice(0, 64)}.`,
  });
}

/** The user as a principal of their account. */
export function principalOf(user: User, domainName: string): Principal {
  return {
    domainId: user.domainId,
    domainName,
    userId: user.id,
    userName: user.name,
    userNumber: user.number,
    root: user.root,
  };
}

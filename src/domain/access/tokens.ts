import type { AuditRecords } from '../audit/index.ts';
import { recordChange } from '../audit/index.ts';
import { Grant, type Origin, type Principal, Problem } from '../kernel/index.ts';
import type { IamProject, Token, TokenScope, User } from './model.ts';
import type { Passwords } from './passwords.ts';
import type { AccessRecords } from './ports.ts';
import { newToken, tokenHash } from './secrets.ts';

const lifetimeMs = 24 * 3600_000;
/** Expired tokens are kept this long, so that their holders hear "expired" and not "unknown". */
const rememberedMs = 7 * 24 * 3600_000;

type Records = { readonly access: AccessRecords; readonly audit: AuditRecords };
type Transactions = {
  read<T>(work: (records: Records) => Promise<T>): Promise<T>;
  write<T>(work: (records: Records) => Promise<T>): Promise<T>;
};

/** The scope a login asks for: a project wins over a domain; neither means the whole account. */
export interface WantedScope {
  readonly project?: { readonly id?: string; readonly name?: string };
  readonly domain?: { readonly id?: string; readonly name?: string };
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
 * Throws Problem `wrong-password` (also for unknown or disabled users, at the same cost),
 * `not-found` for a scope that is not in the account, `busy`.
 * Source: IAM v3, KeystoneCreateUserTokenByPassword.
 */
export async function issueTokenByPassword(
  store: Transactions,
  passwords: Passwords,
  login: { domainName: string; userName: string; password: string; scope: WantedScope },
  origin: Origin,
  now: number,
): Promise<IssuedToken> {
  const find = (records: Records) =>
    records.access.findUserForLogin(login.domainName, login.userName);
  const user = await store.read(find);
  const right = await passwords.matches(login.password, user?.passwordHash);
  if (!right || !user?.enabled) throw wrongPassword();
  return store.write(async (records) => {
    // Checking takes its time: the password may have been changed, or the user disabled, meanwhile.
    const still = await find(records);
    if (!still?.enabled || still.passwordHash !== user.passwordHash) throw wrongPassword();
    const scope = await resolveScope(records, user, login.scope);
    const token = newToken();
    const stored: Token = {
      hash: tokenHash(token),
      domainId: user.domainId,
      userId: user.id,
      scope,
      issuedAt: now,
      expiresAt: now + lifetimeMs,
    };
    await records.access.deleteTokensExpiredBefore(now - rememberedMs);
    await records.access.insertToken(stored);
    await records.access.putLastLogin(user.domainId, user.id, now);
    const owner = principalOf(user, user.domainName);
    const grant = Grant.issue(owner, origin, 'iam:tokens:createToken');
    await recordChange(records, grant, { at: now, resource: `user/${user.id}` });
    return { token, ...(await described(records, stored, owner)) };
  });
}

function wrongPassword(): Problem {
  return new Problem('wrong-password', {
    subject: 'user',
    reason: 'The username or password is wrong.',
  });
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
  const found = await records.access.findToken(tokenHash(token));
  if (!found?.owner.enabled || found.token.expiresAt <= now) return undefined;
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
  user: User & { readonly domainName: string },
  wanted: WantedScope,
): Promise<TokenScope> {
  if (wanted.project) {
    const { id, name } = wanted.project;
    const project =
      id === undefined
        ? await records.access.findIamProjectByName(user.domainId, name ?? '')
        : await records.access.findIamProject(user.domainId, id);
    if (!project) throw scopeNotFound('project', id ?? name ?? '');
    return { kind: 'project', projectId: project.id };
  }
  if (!wanted.domain) return { kind: 'unscoped' };
  const { id, name } = wanted.domain;
  const own = id === undefined ? name === user.domainName : id === user.domainId;
  if (!own) throw scopeNotFound('domain', id ?? name ?? '');
  return { kind: 'domain' };
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

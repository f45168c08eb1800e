import { nullable, Type } from '../../../contract/schema.ts';
import type { LoginProfile, User } from '../../../domain/access/index.ts';
import { type Grant, Problem } from '../../../domain/kernel/index.ts';
import { links, linksTo, selfLink } from '../links.ts';

/** The path that names a user. */
export const userPath = Type.Object({ user_id: Type.String({ description: 'User ID.' }) });

export const passwordText = {
  description: '8 to 32 characters of at least two kinds: upper case, lower case, digits, others.',
};

const fields = {
  id: Type.String({ description: 'User ID.' }),
  domain_id: Type.String({ description: 'Account ID.' }),
  name: Type.String({ description: 'User name.' }),
  description: Type.String({ description: 'Description of the user.' }),
  enabled: Type.Boolean({ description: 'Whether the user is let in.' }),
  pwd_status: Type.Boolean({
    description: 'Whether the user ought to change the password at their next login to a console.',
  }),
  password_expires_at: nullable(Type.String({ description: 'Null: passwords do not expire.' })),
};

const accessMode = Type.String({
  description: 'default: with keys and password; programmatic: the user has no password.',
});

/** KeystoneShowUserResult, KeystoneListUsersResult. */
export const shownUser = Type.Object({ ...fields, access_mode: accessMode, links });

/** KeystoneCreateUserResult, KeystoneUpdateUserByAdminResult. */
export const changedUser = Type.Object({ ...fields, links: selfLink });

/** A value of `shownUser`. */
export function shownUserAnswer(user: User, profile: LoginProfile | undefined, baseUrl: string) {
  return {
    ...values(user, profile?.resetRequired),
    access_mode: profile ? 'default' : 'programmatic',
    links: linksTo(linkTo(user, baseUrl)),
  };
}

/** A value of `changedUser`. */
export function changedUserAnswer(user: User, resetRequired: boolean, baseUrl: string) {
  return { ...values(user, resetRequired), links: { self: linkTo(user, baseUrl) } };
}

/** Throws Problem `not-found` where a body names another account than the caller's. */
export function requireOwnAccount({ principal }: Grant, domainId: string | undefined): void {
  if (domainId === undefined || domainId === principal.domainId) return;
  throw new Problem('not-found', {
    subject: 'account',
    reason: `Could not find domain: ${domainId.slice(0, 64)}.`,
  });
}

function values(user: User, resetRequired = false) {
  return {
    id: user.id,
    domain_id: user.domainId,
    name: user.name,
    description: user.description,
    enabled: user.enabled,
    pwd_status: resetRequired,
    password_expires_at: null,
  };
}

function linkTo({ id }: User, baseUrl: string): string {
  return `${baseUrl}/v3/users/${id}`;
}

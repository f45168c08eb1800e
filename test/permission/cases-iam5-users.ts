import { type Attempt, type Case, mayDeny, mustAllow, of, ofUser } from './case.ts';

/** Users of IAM 5, their keys and passwords. */
export const iam5UserCases: Readonly<Record<string, Case>> = {
  'Identity and Access Management 5: CreateUserV5': {
    asks: of('user', mustAllow('iam:users:createUserV5')),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v5/users',
      body: { name: scene.word(), enabled: true },
    }),
  },
  'Identity and Access Management 5: ListUsersV5': {
    asks: mustAllow('iam:users:listUsersV5'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/users' }),
  },
  'Identity and Access Management 5: ShowUserV5': {
    asks: ofUser(mustAllow('iam:users:getUserV5')),
    status: 200,
    call: async (attempt) => ({ method: 'GET', path: await colleaguePath(attempt) }),
  },
  'Identity and Access Management 5: UpdateUserV5': {
    asks: ofUser(mustAllow('iam:users:updateUserV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'PUT',
      path: await colleaguePath(attempt),
      body: { enabled: false },
    }),
  },
  'Identity and Access Management 5: DeleteUserV5': {
    asks: ofUser(mustAllow('iam:users:deleteUserV5')),
    status: 204,
    call: async (attempt) => ({ method: 'DELETE', path: await colleaguePath(attempt) }),
  },
  'Identity and Access Management 5: ShowUserLastLoginV5': {
    asks: ofUser(mustAllow('iam:users:showUserLastLoginV5')),
    status: 200,
    call: async (attempt) => ({ method: 'GET', path: await colleaguePath(attempt, '/last-login') }),
  },
  'Identity and Access Management 5: CreateAccessKeyV5': {
    asks: ofUser(mustAllow('iam:credentials:createCredentialV5')),
    status: 201,
    call: async (attempt) => ({
      method: 'POST',
      path: await colleaguePath(attempt, '/access-keys'),
    }),
  },
  'Identity and Access Management 5: ListAccessKeysV5': {
    asks: ofUser(mustAllow('iam:credentials:listCredentialsV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: await colleaguePath(attempt, '/access-keys'),
    }),
  },
  'Identity and Access Management 5: UpdateAccessKeyV5': {
    asks: ofUser(mustAllow('iam:credentials:updateCredentialV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'PUT',
      path: await colleagueKeyPath(attempt),
      body: { status: 'inactive' },
    }),
  },
  'Identity and Access Management 5: DeleteAccessKeyV5': {
    asks: ofUser(mustAllow('iam:credentials:deleteCredentialV5')),
    status: 204,
    call: async (attempt) => ({ method: 'DELETE', path: await colleagueKeyPath(attempt) }),
  },
  'Identity and Access Management 5: ShowAccessKeyLastUsedV5': {
    asks: ofUser(mustAllow('iam:credentials:showAccessKeyLastUsedV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: `${await colleagueKeyPath(attempt)}/last-used`,
    }),
  },
  'Identity and Access Management 5: CreateLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:createLoginProfileV5')),
    status: 201,
    async call({ scene, caller }) {
      const { user } = await scene.colleague(caller, { password: false });
      const body = { password: 'Secret-one-1', password_reset_required: false };
      return { method: 'POST', path: `/v5/users/${user.id}/login-profile`, body };
    },
  },
  'Identity and Access Management 5: ShowLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:showLoginProfileV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: await colleaguePath(attempt, '/login-profile'),
    }),
  },
  'Identity and Access Management 5: UpdateLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:updateLoginProfileV5')),
    status: 200,
    call: async (attempt) => ({
      method: 'PUT',
      path: await colleaguePath(attempt, '/login-profile'),
      body: { password: 'Secret-two-2' },
    }),
  },
  'Identity and Access Management 5: DeleteLoginProfileV5': {
    asks: ofUser(mustAllow('iam:users:deleteLoginProfileV5')),
    status: 204,
    call: async (attempt) => ({
      method: 'DELETE',
      path: await colleaguePath(attempt, '/login-profile'),
    }),
  },
  'Identity and Access Management 5: ChangePasswordV5': {
    asks: mayDeny('iam:users:changePasswordV5'),
    // A good one would end the tokens of those who call next; a bad one is refused after the rest.
    status: 400,
    call: ({ caller }) => ({
      method: 'POST',
      path: '/v5/caller-password',
      body: { old_password: caller.password, new_password: 'short' },
    }),
  },
};

/** A fresh user of the caller's account. */
async function colleagueId({ scene, caller }: Attempt): Promise<string> {
  return (await scene.colleague(caller)).user.id;
}

async function colleaguePath(attempt: Attempt, rest = ''): Promise<string> {
  return `/v5/users/${await colleagueId(attempt)}${rest}`;
}

async function colleagueKeyPath({ scene, caller }: Attempt): Promise<string> {
  const { user, accessKey } = await scene.colleague(caller);
  return `/v5/users/${user.id}/access-keys/${accessKey}`;
}

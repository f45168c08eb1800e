import { type Attempt, type Case, mayDeny, mustAllow, ofUser } from './case.ts';

const credentials = '/v3.0/OS-CREDENTIAL/credentials';

/** Users of IAM and their permanent keys. */
export const iamUserCases: Readonly<Record<string, Case>> = {
  'Identity and Access Management: KeystoneListUsers': {
    asks: mustAllow('iam:users:listUsers'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/users' }),
  },
  'Identity and Access Management: KeystoneCreateUser': {
    asks: mustAllow('iam:users:createUser'),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v3/users',
      body: { user: { name: scene.word(), password: 'Secret-one-1' } },
    }),
  },
  'Identity and Access Management: KeystoneShowUser': {
    asks: ofUser(mustAllow('iam:users:getUser')),
    status: 200,
    call: async (attempt) => ({ method: 'GET', path: `/v3/users/${await colleagueId(attempt)}` }),
  },
  'Identity and Access Management: KeystoneUpdateUserByAdmin': {
    asks: ofUser(mustAllow('iam:users:updateUser')),
    status: 200,
    call: async (attempt) => ({
      method: 'PATCH',
      path: `/v3/users/${await colleagueId(attempt)}`,
      body: { user: { enabled: false } },
    }),
  },
  'Identity and Access Management: KeystoneDeleteUser': {
    asks: ofUser(mustAllow('iam:users:deleteUser')),
    status: 204,
    call: async (attempt) => ({
      method: 'DELETE',
      path: `/v3/users/${await colleagueId(attempt)}`,
    }),
  },
  'Identity and Access Management: KeystoneUpdateUserPassword': {
    asks: ofUser(mayDeny('iam:users:changePasswordV5')),
    // As with ChangePasswordV5.
    status: 400,
    call: ({ caller }) => ({
      method: 'POST',
      path: `/v3/users/${caller.user.id}/password`,
      body: { user: { original_password: caller.password, password: 'short' } },
    }),
  },
  'Identity and Access Management: KeystoneListProjectsForUser': {
    asks: ofUser(mustAllow('iam:projects:listProjectsForUser')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: `/v3/users/${await colleagueId(attempt)}/projects`,
    }),
  },
  'Identity and Access Management: CreatePermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:createCredential')),
    status: 201,
    call: async (attempt) => ({
      method: 'POST',
      path: credentials,
      body: { credential: { user_id: await colleagueId(attempt) } },
    }),
  },
  'Identity and Access Management: ListPermanentAccessKeys': {
    asks: ofUser(mustAllow('iam:credentials:listCredentials')),
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: credentials,
      query: { user_id: await colleagueId(attempt) },
    }),
  },
  'Identity and Access Management: ShowPermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:getCredential')),
    status: 200,
    call: async ({ scene, caller }) => ({
      method: 'GET',
      path: `${credentials}/${(await scene.colleague(caller)).accessKey}`,
    }),
  },
  'Identity and Access Management: UpdatePermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:updateCredential')),
    status: 200,
    call: async ({ scene, caller }) => ({
      method: 'PUT',
      path: `${credentials}/${(await scene.colleague(caller)).accessKey}`,
      body: { credential: { status: 'inactive' } },
    }),
  },
  'Identity and Access Management: DeletePermanentAccessKey': {
    asks: ofUser(mustAllow('iam:credentials:deleteCredential')),
    status: 204,
    call: async ({ scene, caller }) => ({
      method: 'DELETE',
      path: `${credentials}/${(await scene.colleague(caller)).accessKey}`,
    }),
  },
};

/** A fresh user of the caller's account. */
async function colleagueId({ scene, caller }: Attempt): Promise<string> {
  return (await scene.colleague(caller)).user.id;
}

import { type Attempt, type Case, mayDeny, mustAllow } from './case.ts';
import { passwordLogin } from './wire.ts';

/** Tokens and temporary keys, and what they are for: projects, accounts and regions. */
export const iamTokenCases: Readonly<Record<string, Case>> = {
  'Identity and Access Management: KeystoneCreateUserTokenByPassword': {
    asks: { policy: 'open' },
    status: 201,
    call: ({ scene: { root } }) => passwordLogin(root.domainName, root.user.name, root.password),
  },
  'Identity and Access Management: KeystoneCreateScopedToken': {
    asks: { policy: 'open' },
    status: 201,
    call: async ({ scene }) => ({
      method: 'POST',
      path: '/v3/auth/tokens',
      body: {
        auth: { identity: { methods: ['token'], token: { id: await scene.token(scene.root) } } },
      },
    }),
  },
  'Identity and Access Management: CreateTemporaryAccessKeyByToken': {
    asks: mayDeny('iam:tokens:createTemporaryAccessKey'),
    status: 201,
    call: async (attempt) => ({
      method: 'POST',
      path: '/v3.0/OS-CREDENTIAL/securitytokens',
      body: { auth: { identity: { methods: ['token'], token: { id: await ownToken(attempt) } } } },
    }),
  },
  'Identity and Access Management: KeystoneValidateToken': {
    asks: { policy: 'none' },
    status: 200,
    call: async (attempt) => ({
      method: 'GET',
      path: '/v3/auth/tokens',
      headers: { 'X-Subject-Token': await ownToken(attempt) },
    }),
  },
  'Identity and Access Management: KeystoneRevokeToken': {
    asks: mayDeny('iam:tokens:revokeToken'),
    status: 204,
    call: async (attempt) => ({
      method: 'DELETE',
      path: '/v3/auth/tokens',
      headers: { 'X-Subject-Token': await ownToken(attempt) },
    }),
  },
  'Identity and Access Management: KeystoneListProjects': {
    asks: mayDeny('iam:projects:listProjects'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/projects' }),
  },
  'Identity and Access Management: KeystoneShowProject': {
    asks: mayDeny('iam:projects:getProject'),
    status: 200,
    call: async ({ scene, caller }) => ({
      method: 'GET',
      path: `/v3/projects/${await scene.iamProjectOf(caller)}`,
    }),
  },
  'Identity and Access Management: KeystoneCreateProject': {
    asks: mustAllow('iam:projects:createProject'),
    status: 201,
    call: ({ scene }) => ({
      method: 'POST',
      path: '/v3/projects',
      body: { project: { name: `${scene.world.region}_${scene.word()}` } },
    }),
  },
  'Identity and Access Management: KeystoneListAuthProjects': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/auth/projects' }),
  },
  'Identity and Access Management: KeystoneListAuthDomains': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/auth/domains' }),
  },
  'Identity and Access Management: KeystoneListRegions': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v3/regions' }),
  },
};

function ownToken({ scene, caller }: Attempt): Promise<string> {
  return scene.token(caller);
}

import { Type } from '../../../contract/schema.ts';
import { issueTokenByToken } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { anyone } from '../../permissions.ts';
import { namesMethodOf } from './methods.ts';
import { idOrName, projectOfDomain, wantedScope } from './scope.ts';
import { tokenAnswer, tokenHeaderText, tokenSchema } from './token-answers.ts';

/**
 * Source: IAM API Reference, Token Management, Obtaining a Scoped Token; OpenStack Identity API v3,
 * Token authentication with scoped authorization.
 */
export const keystoneCreateScopedToken = operation({
  name: 'KeystoneCreateScopedToken',
  summary: 'Obtaining a token of another scope with a token',
  description:
    'The new token stands in the answer header X-Subject-Token and ends when the old one does.',
  section: 'Token Management',
  method: 'POST',
  path: '/v3/auth/tokens',
  parameters: {},
  body: Type.Object({
    auth: Type.Object({
      identity: Type.Object({
        methods: Type.Array(Type.Literal('token'), {
          description: 'How the caller shows who they are.',
          minItems: 1,
          maxItems: 1,
          accepts: '["token"]',
        }),
        token: Type.Object({ id: Type.String({ description: 'The token that they have.' }) }),
      }),
      // Keystone's clients leave it out for a token of the whole account.
      scope: Type.Optional(
        Type.Object({
          domain: Type.Optional(idOrName),
          project: Type.Optional(projectOfDomain),
        }),
      ),
    }),
  }),
  bodyModel: 'KeystoneCreateScopedTokenRequestBody',
  success: {
    status: 201,
    model: 'KeystoneCreateScopedTokenResponse',
    headers: tokenHeaderText,
    body: tokenSchema,
  },
  sdk: {
    models: {
      auth: 'ScopedTokenAuth',
      'auth.identity': 'ScopedTokenIdentity',
      'auth.identity.token': 'ScopedToken',
      'auth.scope': 'TokenSocpeOption',
      'auth.scope.domain': 'ScopeDomainOption',
      'auth.scope.project': 'ScopeProjectOption',
      'auth.scope.project.domain': 'ScopeDomainOption',
    },
    required: { 'auth.scope': true },
  },
  // The token in the body is the credential.
  permission: anyone,
  // A stranger's bad token is found out by reading.
  transaction: 'own',
  selects: ({ body }) =>
    namesMethodOf(body, 'token') && !namesMethodOf(body, 'totp', 'assume_role', 'mapped'),
  example: {
    body: {
      auth: {
        identity: {
          methods: ['token'],
          token: { id: 'MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglg' },
        },
        scope: { project: { name: 'cn-north-4' } },
      },
    },
  },
  async handle(context, _authority, { body }) {
    const { store, origin, realNow } = context;
    const { identity, scope } = body.auth;
    const shown = { token: identity.token.id, scope: wantedScope(scope) };
    const issued = await issueTokenByToken(store, shown, origin, realNow);
    return {
      body: tokenAnswer(context, issued, undefined),
      headers: { 'X-Subject-Token': issued.token },
    };
  },
});

import { Type } from '../../../contract/schema.ts';
import { issueTokenByPassword } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { anyone } from '../../permissions.ts';
import { namesMethodOf } from './methods.ts';
import { idOrName, wantedScope } from './scope.ts';
import { catalogQuery, tokenAnswer, tokenHeaderText, tokenSchema } from './token-answers.ts';

/** Source: IAM API Reference, Token Management, Obtaining a User Token Through Password Authentication. */
export const keystoneCreateUserTokenByPassword = operation({
  name: 'KeystoneCreateUserTokenByPassword',
  summary: 'Obtaining a token with user name and password',
  description: 'The token stands in the answer header X-Subject-Token and is valid for 24 hours.',
  section: 'Token Management',
  method: 'POST',
  path: '/v3/auth/tokens',
  parameters: { query: catalogQuery },
  body: Type.Object({
    auth: Type.Object({
      identity: Type.Object({
        methods: Type.Array(Type.Literal('password'), {
          description: 'How the caller shows who they are.',
          minItems: 1,
          maxItems: 1,
          accepts: '["password"]',
        }),
        password: Type.Object({
          user: Type.Object({
            domain: Type.Object({ name: Type.String({ description: 'Account name.' }) }),
            name: Type.String({ description: "User name; the account's name for its root user." }),
            password: Type.String({ description: 'Password.' }),
          }),
        }),
      }),
      // Required by the page's table and optional by its text.
      scope: Type.Optional(
        Type.Object({
          domain: Type.Optional(idOrName),
          project: Type.Optional(idOrName),
        }),
      ),
    }),
  }),
  bodyModel: 'KeystoneCreateUserTokenByPasswordRequestBody',
  success: {
    status: 201,
    model: 'KeystoneCreateUserTokenByPasswordResponse',
    headers: tokenHeaderText,
    body: tokenSchema,
  },
  sdk: {
    models: {
      auth: 'PwdAuth',
      'auth.identity': 'PwdIdentity',
      'auth.identity.password': 'PwdPassword',
      'auth.identity.password.user': 'PwdPasswordUser',
      'auth.identity.password.user.domain': 'PwdPasswordUserDomain',
      'auth.scope': 'AuthScope',
      'auth.scope.domain': 'AuthScopeDomain',
      'auth.scope.project': 'AuthScopeProject',
    },
    required: { 'auth.scope': true },
    enums: ['auth.identity.methods'],
  },
  permission: anyone,
  // Checking a password takes far longer than a transaction may.
  transaction: 'own',
  selects: ({ body }) => !namesMethodOf(body, 'token', 'totp', 'assume_role', 'mapped'),
  example: {
    body: {
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: { domain: { name: 'IAMDomain' }, name: 'IAMUser', password: 'IAMPassword' },
          },
        },
        scope: { project: { name: 'cn-north-4' } },
      },
    },
  },
  async handle(context, _authority, { query, body }) {
    const { identity, scope } = body.auth;
    const { domain, name, password } = identity.password.user;
    const login = {
      domainName: domain.name,
      userName: name,
      password,
      scope: wantedScope(scope),
    };
    const issued = await issueTokenByPassword(context, login, context.origin, context.realNow);
    return {
      body: tokenAnswer(context, issued, query.nocatalog),
      headers: { 'X-Subject-Token': issued.token },
    };
  },
});

import { int32, oneOf, Type } from '../../../contract/schema.ts';
import { createTemporaryKey, holderOfToken, wrongToken } from '../../../domain/access/index.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { type Context, operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { namesMethodOf } from '../tokens/methods.ts';
import { keystoneTime } from '../tokens/token-answers.ts';

const texts = Type.Array(Type.String(), { maxItems: 100, accepts: 'a list of at most 100 texts' });

/** A policy as IAM v3 has them. Source: its API reference, Custom Policies, and Error Codes. */
const policy = Type.Object({
  Version: Type.Literal('1.1', {
    description: 'Version of the syntax.',
    accepts: '"1.1", the version of fine-grained policies',
  }),
  Statement: Type.Array(
    Type.Object(
      {
        Action: texts,
        Effect: oneOf(['Allow', 'Deny']),
        Condition: Type.Optional(
          Type.Record(Type.String(), Type.Record(Type.String(), Type.Array(Type.String()))),
        ),
        Resource: Type.Optional(texts),
      },
      // What is not understood must not be left out of a policy.
      { additionalProperties: false },
    ),
    {
      description: 'What is allowed and denied.',
      minItems: 1,
      maxItems: 8,
      accepts: 'a list of 1 to 8 statements',
    },
  ),
});

/**
 * Source: IAM API Reference, Access Key Management, Obtaining a Temporary Access Key and Security
 * Token Through a Token.
 */
export const createTemporaryAccessKeyByToken = operation({
  name: 'CreateTemporaryAccessKeyByToken',
  summary: 'Obtaining a temporary access key and its security token',
  description:
    'The key signs like any other, with the security token in the header X-Security-Token. It does ' +
    'what its user may and, where a policy is given, only what that allows as well. The token that ' +
    'it is made with stands in X-Auth-Token, or in the body of a signed call.',
  section: 'Access Key Management',
  method: 'POST',
  path: '/v3.0/OS-CREDENTIAL/securitytokens',
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
        token: Type.Optional(
          Type.Object({
            id: Type.Optional(
              Type.String({ description: 'The token; one in X-Auth-Token comes first.' }),
            ),
            duration_seconds: Type.Optional(
              int32(900, 86_400, { description: 'How long the key lasts; 900 unless given.' }),
            ),
          }),
        ),
        policy: Type.Optional(policy),
      }),
    }),
  }),
  bodyModel: 'CreateTemporaryAccessKeyByTokenRequestBody',
  success: {
    status: 201,
    model: 'CreateTemporaryAccessKeyByTokenResponse',
    body: Type.Object({
      credential: Type.Object({
        expires_at: Type.String({ description: 'When the key ends, UTC.' }),
        access: Type.String({ description: 'Access key ID (AK).' }),
        secret: Type.String({ description: 'Secret access key (SK).' }),
        securitytoken: Type.String({ description: 'To be sent as X-Security-Token.' }),
      }),
    }),
  },
  sdk: {
    models: {
      auth: 'TokenAuth',
      'auth.identity': 'TokenAuthIdentity',
      'auth.identity.token': 'IdentityToken',
      'auth.identity.policy': 'ServicePolicy',
      'auth.identity.policy.Statement': 'ServiceStatement',
    },
    enums: ['auth.identity.methods', 'auth.identity.policy.Statement.Effect'],
  },
  permission: inAccount({
    action: 'iam:tokens:createTemporaryAccessKey',
    accessLevel: 'Write',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'write',
  selects: ({ body }) => !namesMethodOf(body, 'assume_role'),
  example: {
    body: {
      auth: {
        identity: {
          methods: ['token'],
          token: { id: 'MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglg', duration_seconds: 900 },
        },
      },
    },
  },
  async handle(context, grant, { body }) {
    const { identity } = body.auth;
    await requireToken(context, identity.token?.id);
    const wanted = {
      seconds: identity.token?.duration_seconds ?? 900,
      narrowedBy: identity.policy && JSON.stringify(identity.policy),
    };
    const { records, vault, realNow } = context;
    const made = await createTemporaryKey(records, grant, vault, wanted, realNow);
    return {
      body: {
        credential: {
          expires_at: keystoneTime(made.expiresAt),
          access: made.accessKey,
          secret: made.secretKey,
          securitytoken: made.securityToken,
        },
      },
    };
  },
});

/** A signature alone does not do: the call wants a token of the same user. */
async function requireToken({ records, caller, realNow }: Context, id: string | undefined) {
  if (caller?.token) return;
  if (id === undefined) {
    throw new Problem('invalid', {
      subject: 'request',
      field: 'token',
      reason: 'is required where there is no X-Auth-Token, and must be a token of yours',
    });
  }
  const { owner } = await holderOfToken(records, id, realNow);
  if (owner.principal.userId !== caller?.principal.userId) throw wrongToken();
}

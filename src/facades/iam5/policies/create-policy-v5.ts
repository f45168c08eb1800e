import { Type } from '../../../contract/schema.ts';
import { createPolicy } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, onceNamed } from '../../permissions.ts';
import { newIdentityPolicy } from '../resources.ts';
import { policyAnswer, policyDocument, policyResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Creating a Custom Identity Policy. */
export const createPolicyV5 = operation({
  name: 'CreatePolicyV5',
  summary: 'Creating an identity policy',
  section: 'Managing Identity Policies',
  method: 'POST',
  path: '/v5/policies',
  parameters: {},
  body: Type.Object({
    policy_name: Type.String({ description: 'Identity policy name.' }),
    policy_document: policyDocument,
    path: Type.Optional(
      Type.String({ description: 'Resource path: words that each end in a slash.' }),
    ),
    description: Type.Optional(Type.String({ description: 'Identity policy description.' })),
  }),
  bodyModel: 'CreatePolicyReqBody',
  success: {
    status: 201,
    model: 'CreatePolicyV5Response',
    body: Type.Object({ policy: policyResult }),
  },
  permission: onceNamed(
    inAccount({
      action: 'iam:policies:createV5',
      accessLevel: 'Permission_management',
      policy: 'must-allow',
      resource: newIdentityPolicy,
      source: 'documented',
    }),
  ),
  transaction: 'write',
  example: {
    body: {
      policy_name: 'read-groups',
      policy_document:
        '{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["codeartsrepo:*:get*"]}]}',
    },
  },
  async handle(context, grantFor, { body }) {
    const { policy_name: name, policy_document: document, path, description } = body;
    const grant = await grantFor({ policy_name: `${path ?? ''}${name}` });
    const wanted = { name, document, path, description };
    const policy = await createPolicy(context.records, grant, wanted, context);
    return { body: { policy: policyAnswer(policy, 0) } };
  },
});

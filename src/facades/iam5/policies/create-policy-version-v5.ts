import { Type } from '../../../contract/schema.ts';
import { createPolicyVersion, policyWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { identityPolicy } from '../resources.ts';
import { policyDocument, policyPath, versionAnswer, versionResult } from './policy-answers.ts';

/** Source: IAM 5 API Reference, Managing Identity Policies, Creating a Version for an Identity Policy. */
export const createPolicyVersionV5 = operation({
  name: 'CreatePolicyVersionV5',
  summary: 'Adding a version to an identity policy',
  description: 'A policy has at most five versions, one of which holds: the default version.',
  section: 'Managing Identity Policies',
  method: 'POST',
  path: '/v5/policies/{policy_id}/versions',
  parameters: { path: policyPath },
  body: Type.Object({
    policy_document: policyDocument,
    set_as_default: Type.Optional(
      Type.Boolean({ description: 'Whether it is to hold from now on. Default: false.' }),
    ),
  }),
  bodyModel: 'CreatePolicyVersionReqBody',
  success: {
    status: 201,
    model: 'CreatePolicyVersionV5Response',
    body: Type.Object({ policy_version: versionResult }),
  },
  permission: inAccount({
    action: 'iam:policies:createVersionV5',
    accessLevel: 'Permission_management',
    policy: 'must-allow',
    resource: identityPolicy,
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { policy_id: '0a0c9f1e2b7c4d5e8f90123456789abc' },
    body: {
      policy_document:
        '{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["codeartsrepo:*:get*"]}]}',
      set_as_default: true,
    },
  },
  async handle({ records, now }, grant, { path, body }) {
    const policy = await policyWithId(records, grant, path.policy_id);
    const setAsDefault = body.set_as_default ?? false;
    const wanted = { document: body.policy_document, setAsDefault };
    const created = await createPolicyVersion(records, grant, policy, wanted, now);
    const defaultVersion = setAsDefault ? created.version : policy.defaultVersion;
    return { body: { policy_version: versionAnswer(created, defaultVersion) } };
  },
});

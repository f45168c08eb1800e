import { Type } from '../../../contract/schema.ts';
import { userUrn } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';

/** Source: IAM 5 API Reference, STS, Querying the Information of a Caller. */
export const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  summary: 'Querying who the caller is',
  section: 'STS',
  method: 'GET',
  path: '/v5/caller-identity',
  parameters: {},
  success: {
    status: 200,
    model: 'GetCallerIdentityResponse',
    body: Type.Object({
      account_id: Type.String({ description: 'Account ID.' }),
      principal_id: Type.String({ description: 'User ID.' }),
      principal_urn: Type.String({ description: 'iam::<account ID>:user:<user name>.' }),
    }),
  },
  permission: anyCaller,
  transaction: 'read',
  example: {},
  async handle(_context, { principal }) {
    return {
      body: {
        account_id: principal.domainId,
        principal_id: principal.userId,
        principal_urn: userUrn(principal),
      },
    };
  },
});

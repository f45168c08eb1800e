import { revokeToken } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { subjectToken, subjectTokenHeader } from './subject-token.ts';

/**
 * Source: OpenStack Identity API v3, Revoke token. IAM's own reference and SDKs do not list it, so
 * its name here is ours.
 */
export const keystoneRevokeToken = operation({
  name: 'KeystoneRevokeToken',
  summary: 'Ending a token before its time',
  section: 'Token Management',
  method: 'DELETE',
  path: '/v3/auth/tokens',
  parameters: { header: subjectTokenHeader },
  success: { status: 204, model: 'KeystoneRevokeTokenResponse' },
  sdk: 'none',
  permission: inAccount({
    action: 'iam:tokens:revokeToken',
    accessLevel: 'Write',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { header: { 'X-Subject-Token': 'MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglg' } },
  async handle(context, grant, { header }) {
    const { stored } = await subjectToken(context, grant.principal, header);
    await revokeToken(context.records, grant, stored, context.now);
    return { body: undefined };
  },
});

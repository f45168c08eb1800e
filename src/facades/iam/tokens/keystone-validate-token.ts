import { operation } from '../../context.ts';
import { anyCaller } from '../../permissions.ts';
import { subjectToken, subjectTokenHeader } from './subject-token.ts';
import { catalogQuery, tokenAnswer, tokenHeaderText, tokenSchema } from './token-answers.ts';

/** Source: IAM API Reference, Token Management, Verifying a Token. */
export const keystoneValidateToken = operation({
  name: 'KeystoneValidateToken',
  summary: 'Querying what a token opens',
  section: 'Token Management',
  method: 'GET',
  path: '/v3/auth/tokens',
  parameters: { query: catalogQuery, header: subjectTokenHeader },
  success: {
    status: 200,
    model: 'KeystoneValidateTokenResponse',
    headers: tokenHeaderText,
    body: tokenSchema,
  },
  permission: anyCaller,
  transaction: 'read',
  example: { header: { 'X-Subject-Token': 'MIIDkgYJKoZIhvcNAQcCoIIDgzCCA38CAQExDTALBglg' } },
  async handle(context, { principal }, { query, header }) {
    const token = await subjectToken(context, principal, header);
    return {
      body: tokenAnswer(context, token, query.nocatalog),
      headers: { 'X-Subject-Token': header['x-subject-token'] },
    };
  },
});

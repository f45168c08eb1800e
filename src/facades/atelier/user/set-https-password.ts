import { Type } from '../../../contract/schema.ts';
import { setHttpsPassword as setPassword } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction } from '../../permissions.ts';

/** The vendor's console sets it; its API only switches between it and the login password. */
export const setHttpsPassword = operation({
  name: 'SetHttpsPassword',
  summary: 'Setting a password of the caller for git alone',
  description: 'From then on git asks for it, and not for the login password.',
  section: 'Users',
  method: 'PUT',
  path: '/atelier/v1/user/https-password',
  parameters: {},
  body: Type.Object({
    password: Type.String({
      description: 'The password.',
      accepts: 'a text of 8 to 32 characters of three kinds',
    }),
  }),
  success: { status: 204, model: 'SetHttpsPasswordResponse' },
  sdk: 'none',
  permission: inEachTransaction(
    inAccount({
      action: 'codeartsrepo:user:setHttpsPassword',
      accessLevel: 'Write',
      policy: 'may-deny',
      source: 'inferred',
    }),
  ),
  // Hashing a password takes far longer than a transaction may.
  transaction: 'own',
  example: { body: { password: 'Clone-it-2026' } },
  async handle(context, ask, { body }) {
    await setPassword(context, ask, body.password, context.now);
    return { body: undefined };
  },
});

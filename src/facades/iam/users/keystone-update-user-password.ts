import { Type } from '../../../contract/schema.ts';
import { changeOwnPassword } from '../../../domain/access/index.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction, principalOf } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { passwordText, userPath } from './user-answers.ts';

/** Source: IAM API Reference, IAM User Management, Changing the Login Password. */
export const keystoneUpdateUserPassword = operation({
  name: 'KeystoneUpdateUserPassword',
  summary: "Changing the caller's own password",
  description: "Ends the caller's tokens, the one that it was called with among them.",
  section: 'IAM User Management',
  method: 'POST',
  path: '/v3/users/{user_id}/password',
  parameters: { path: userPath },
  body: Type.Object({
    user: Type.Object({
      password: Type.String(passwordText),
      original_password: Type.String({ description: 'The password until now.' }),
    }),
  }),
  bodyModel: 'KeystoneUpdateUserPasswordRequestBody',
  success: { status: 204, model: 'KeystoneUpdateUserPasswordResponse' },
  sdk: { models: { user: 'KeystoneUpdatePasswordOption' } },
  // The page asks for no policy; IAM 5's action for the same can be denied.
  permission: inEachTransaction(
    inAccount({
      action: 'iam:users:changePasswordV5',
      accessLevel: 'Write',
      policy: 'may-deny',
      resource: userResource,
      source: 'inferred',
    }),
  ),
  // Checking and hashing passwords takes far longer than a transaction may.
  transaction: 'own',
  example: {
    path: { user_id: '07609fb9358010e21f7bc003751c7c32' },
    body: { user: { password: 'IAMPassword2@', original_password: 'IAMPassword@' } },
  },
  async handle(context, ask, { path, body }) {
    // Nobody hears whether there is a user whose password is not theirs to change.
    if (path.user_id !== principalOf(context).userId) {
      throw new Problem('not-found', {
        subject: 'user',
        reason: `Could not find user: ${path.user_id.slice(0, 64)}.`,
      });
    }
    const { password: newPassword, original_password: oldPassword } = body.user;
    await changeOwnPassword(context, ask, { oldPassword, newPassword }, context);
    return { body: undefined };
  },
});

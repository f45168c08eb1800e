import { Type } from '../../../contract/schema.ts';
import { changeOwnPassword } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction } from '../../permissions.ts';
import { callerResource } from '../../user-resource.ts';
import { passwordText } from './login-profile-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Changing the Login Password of an IAM User. */
export const changePasswordV5 = operation({
  name: 'ChangePasswordV5',
  summary: "Changing the caller's own password",
  description:
    "Ends the caller's tokens, the one that it was called with among them, and clears password_reset_required.",
  section: 'Credential Management',
  method: 'POST',
  path: '/v5/caller-password',
  parameters: {},
  body: Type.Object({
    new_password: Type.String(passwordText),
    old_password: Type.String({ description: 'The password until now.' }),
  }),
  bodyModel: 'ChangePasswordReqBody',
  success: { status: 200, model: 'ChangePasswordV5Response' },
  // The vendor's password policy lets users change their own by default; here a policy can deny it.
  permission: inEachTransaction(
    inAccount({
      action: 'iam:users:changePasswordV5',
      accessLevel: 'Write',
      policy: 'may-deny',
      resource: callerResource,
      source: 'documented',
    }),
  ),
  // Checking and hashing passwords takes far longer than a transaction may.
  transaction: 'own',
  example: { body: { new_password: 'IAMPassword2@', old_password: 'IAMPassword@' } },
  async handle(context, ask, { body }) {
    const change = { oldPassword: body.old_password, newPassword: body.new_password };
    await changeOwnPassword(context, ask, change, context);
    return { body: undefined };
  },
});

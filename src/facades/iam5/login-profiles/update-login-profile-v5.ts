import { Type } from '../../../contract/schema.ts';
import {
  requireGoodPassword,
  updateLoginProfile,
  userWithId,
} from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';
import {
  loginProfileAnswer,
  loginProfileSchema,
  passwordText,
  resetText,
} from './login-profile-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Modifying the Login Information of an IAM User. */
export const updateLoginProfileV5 = operation({
  name: 'UpdateLoginProfileV5',
  summary: 'Setting a new password for a user',
  description: "A new password ends the user's tokens.",
  section: 'Credential Management',
  method: 'PUT',
  path: '/v5/users/{user_id}/login-profile',
  parameters: { path: userPath },
  body: Type.Object({
    password: Type.Optional(Type.String(passwordText)),
    password_reset_required: Type.Optional(Type.Boolean(resetText)),
  }),
  bodyModel: 'UpdateLoginProfileReqBody',
  success: {
    status: 200,
    model: 'UpdateLoginProfileV5Response',
    body: Type.Object({ login_profile: loginProfileSchema }),
  },
  permission: inEachTransaction(
    inAccount({
      action: 'iam:users:updateLoginProfileV5',
      accessLevel: 'Write',
      policy: 'must-allow',
      resource: userResource,
      source: 'documented',
    }),
  ),
  // Hashing a password takes far longer than a transaction may.
  transaction: 'own',
  example: {
    path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' },
    body: { password: 'IAMPassword@', password_reset_required: true },
  },
  async handle({ store, passwords, now }, ask, { path, body }) {
    const { password, password_reset_required: resetRequired } = body;
    if (password !== undefined) requireGoodPassword(password);
    const passwordHash = password === undefined ? undefined : await passwords.hash(password);
    const profile = await store.write(async (records) => {
      const grant = await ask(records);
      const user = await userWithId(records, grant, path.user_id);
      return updateLoginProfile(records, grant, user, { passwordHash, resetRequired }, now);
    });
    return { body: { login_profile: loginProfileAnswer(profile) } };
  },
});

import { Type } from '../../../contract/schema.ts';
import {
  createLoginProfile,
  requireGoodPassword,
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

/** Source: IAM 5 API Reference, Credential Management, Creating the Login Information of an IAM User. */
export const createLoginProfileV5 = operation({
  name: 'CreateLoginProfileV5',
  summary: 'Giving a user a password',
  description:
    'With password_reset_required tokens are issued all the same, since a token is what a user changes their password with; it is for consoles to ask for a new one.',
  section: 'Credential Management',
  method: 'POST',
  path: '/v5/users/{user_id}/login-profile',
  parameters: { path: userPath },
  body: Type.Object({
    password: Type.String(passwordText),
    password_reset_required: Type.Boolean(resetText),
  }),
  bodyModel: 'CreateLoginProfileReqBody',
  success: {
    status: 201,
    model: 'CreateLoginProfileV5Response',
    body: Type.Object({ login_profile: loginProfileSchema }),
  },
  permission: inEachTransaction(
    inAccount({
      action: 'iam:users:createLoginProfileV5',
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
    requireGoodPassword(body.password);
    const passwordHash = await passwords.hash(body.password);
    const password = { passwordHash, resetRequired: body.password_reset_required };
    const profile = await store.write(async (records) => {
      const grant = await ask(records);
      const user = await userWithId(records, grant, path.user_id);
      return createLoginProfile(records, grant, user, password, now);
    });
    return { body: { login_profile: loginProfileAnswer(profile) } };
  },
});

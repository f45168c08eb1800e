import { Type } from '../../../contract/schema.ts';
import {
  requireGoodPassword,
  setPassword,
  updateLoginProfile,
  updateUser,
  userWithId,
} from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import {
  changedUser,
  changedUserAnswer,
  passwordText,
  requireOwnAccount,
  userPath,
} from './user-answers.ts';

/** Source: IAM API Reference, IAM User Management, Modifying User Information. */
export const keystoneUpdateUserByAdmin = operation({
  name: 'KeystoneUpdateUserByAdmin',
  summary: 'Renaming, describing, enabling or disabling a user, or setting their password',
  description: "A new password ends the user's tokens; pwd_status is then true unless told.",
  section: 'IAM User Management',
  method: 'PATCH',
  path: '/v3/users/{user_id}',
  parameters: { path: userPath },
  body: Type.Object({
    user: Type.Object({
      name: Type.Optional(Type.String({ description: 'User name. Default: as it is.' })),
      domain_id: Type.Optional(Type.String({ description: "Account ID: the caller's." })),
      password: Type.Optional(Type.String(passwordText)),
      enabled: Type.Optional(Type.Boolean({ description: 'Default: as it is.' })),
      description: Type.Optional(Type.String({ description: 'Default: as it is.' })),
      pwd_status: Type.Optional(
        Type.Boolean({ description: 'Whether the user ought to change their password.' }),
      ),
    }),
  }),
  bodyModel: 'KeystoneUpdateUserByAdminRequestBody',
  success: {
    status: 200,
    model: 'KeystoneUpdateUserByAdminResponse',
    body: Type.Object({ user: changedUser }),
  },
  sdk: { models: { user: 'KeystoneUpdateUserOption' } },
  permission: inEachTransaction(
    inAccount({
      action: 'iam:users:updateUser',
      accessLevel: 'Write',
      policy: 'must-allow',
      resource: userResource,
      source: 'documented',
    }),
  ),
  // Hashing a password takes far longer than a transaction may.
  transaction: 'own',
  example: {
    path: { user_id: '07609fb9358010e21f7bc003751c7c32' },
    body: { user: { name: 'IAMUser2', enabled: true } },
  },
  async handle({ store, passwords, now, baseUrl }, ask, { path, body }) {
    const { domain_id, password, pwd_status, ...changes } = body.user;
    if (password !== undefined) requireGoodPassword(password);
    const passwordHash = password === undefined ? undefined : await passwords.hash(password);
    return store.write(async (records) => {
      const grant = await ask(records);
      requireOwnAccount(grant, domain_id);
      const user = await userWithId(records, grant, path.user_id);
      const changed = await updateUser(records, grant, user, changes, now);
      if (passwordHash !== undefined) {
        await setPassword(records, grant, user, passwordHash, now, pwd_status ?? true);
      } else if (pwd_status !== undefined) {
        await updateLoginProfile(records, grant, user, { resetRequired: pwd_status }, now);
      }
      const profile = await records.access.findLoginProfile(user.domainId, user.id);
      const resetRequired = profile?.resetRequired ?? false;
      return { body: { user: changedUserAnswer(changed, resetRequired, baseUrl) } };
    });
  },
});

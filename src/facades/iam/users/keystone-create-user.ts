import { Type } from '../../../contract/schema.ts';
import { createUser, requireGoodPassword } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, inEachTransaction } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { changedUser, changedUserAnswer, passwordText, requireOwnAccount } from './user-answers.ts';

/** Source: IAM API Reference, IAM User Management, Creating an IAM User. */
export const keystoneCreateUser = operation({
  name: 'KeystoneCreateUser',
  summary: 'Creating a user, with a password or without',
  description: 'A password that somebody else has chosen ought to be changed: pwd_status is true.',
  section: 'IAM User Management',
  method: 'POST',
  path: '/v3/users',
  parameters: {},
  body: Type.Object({
    user: Type.Object({
      name: Type.String({ description: 'User name: 1 to 64 letters, digits, blanks or _-.' }),
      domain_id: Type.Optional(Type.String({ description: "Account ID: the caller's." })),
      password: Type.Optional(Type.String(passwordText)),
      enabled: Type.Optional(Type.Boolean({ description: 'Default: true.' })),
      description: Type.Optional(Type.String({ description: 'At most 255 characters.' })),
    }),
  }),
  bodyModel: 'KeystoneCreateUserRequestBody',
  success: {
    status: 201,
    model: 'KeystoneCreateUserResponse',
    body: Type.Object({ user: changedUser }),
  },
  sdk: { models: { user: 'KeystoneCreateUserOption' } },
  permission: inEachTransaction(
    inAccount({
      action: 'iam:users:createUser',
      accessLevel: 'Write',
      policy: 'must-allow',
      resource: userResource,
      source: 'documented',
    }),
  ),
  // Hashing a password takes far longer than a transaction may.
  transaction: 'own',
  example: { body: { user: { name: 'IAMUser', password: 'IAMPassword@', enabled: true } } },
  async handle(context, ask, { body }) {
    const { domain_id, password, ...named } = body.user;
    if (password !== undefined) requireGoodPassword(password);
    const resetRequired = password !== undefined;
    const secret = resetRequired && {
      passwordHash: await context.passwords.hash(password),
      resetRequired,
    };
    const user = await context.store.write(async (records) => {
      const grant = await ask(records);
      requireOwnAccount(grant, domain_id);
      return createUser(records, grant, { ...named, ...secret }, context);
    });
    return { body: { user: changedUserAnswer(user, resetRequired, context.baseUrl) } };
  },
});

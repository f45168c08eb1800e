import { Type } from '../../../contract/schema.ts';
import { createUser } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, onceNamed } from '../../permissions.ts';
import { newUser } from '../../user-resource.ts';
import { userAnswer, userSchema } from './user-answers.ts';

/** Source: IAM 5 API Reference, IAM User Management, Creating an IAM User. */
export const createUserV5 = operation({
  name: 'CreateUserV5',
  summary: 'Creating a user',
  description: 'The user has no password until a login profile is made, and no key until one is.',
  section: 'IAM User Management',
  method: 'POST',
  path: '/v5/users',
  parameters: {},
  body: Type.Object({
    name: Type.String({ description: 'User name: 1 to 64 letters, digits, blanks or _-.' }),
    description: Type.Optional(
      Type.String({ description: 'At most 255 characters without @ # % & < > \\ $ ^ and *.' }),
    ),
    enabled: Type.Boolean({ description: 'Whether the user is let in.' }),
  }),
  bodyModel: 'CreateUserReqBody',
  success: {
    status: 201,
    model: 'CreateUserV5Response',
    body: Type.Object({ user: userSchema }),
  },
  permission: onceNamed(
    inAccount({
      action: 'iam:users:createUserV5',
      accessLevel: 'Write',
      policy: 'must-allow',
      resource: newUser,
      source: 'documented',
    }),
  ),
  transaction: 'write',
  example: { body: { name: 'IAMUser', description: 'IAMDescription', enabled: true } },
  async handle(context, grantFor, { body }) {
    const grant = await grantFor({ user_name: body.name });
    const user = await createUser(context.records, grant, body, context);
    return { body: { user: userAnswer(user) } };
  },
});

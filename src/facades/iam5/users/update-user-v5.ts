import { Type } from '../../../contract/schema.ts';
import { updateUser, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';
import { userAnswer, userSchema } from './user-answers.ts';

/** Source: IAM 5 API Reference, IAM User Management, Modifying an IAM User. */
export const updateUserV5 = operation({
  name: 'UpdateUserV5',
  summary: 'Renaming, describing, enabling or disabling a user',
  description:
    'A disabled user is kept out with every credential. The root user can be neither renamed nor disabled, and only they themselves change what is theirs.',
  section: 'IAM User Management',
  method: 'PUT',
  path: '/v5/users/{user_id}',
  parameters: { path: userPath },
  body: Type.Object({
    new_user_name: Type.Optional(Type.String({ description: 'User name. Default: as it is.' })),
    new_description: Type.Optional(Type.String({ description: 'Default: as it is.' })),
    enabled: Type.Optional(
      Type.Boolean({ description: 'Whether the user is let in. Default: as it is.' }),
    ),
  }),
  bodyModel: 'UpdateUserReqBody',
  success: {
    status: 200,
    model: 'UpdateUserV5Response',
    body: Type.Object({ user: userSchema }),
  },
  permission: inAccount({
    action: 'iam:users:updateUserV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' },
    body: { new_user_name: 'IAMUser2', enabled: true },
  },
  async handle({ records, now }, grant, { path, body }) {
    const user = await userWithId(records, grant, path.user_id);
    const { new_user_name: name, new_description: description, enabled } = body;
    const changed = await updateUser(records, grant, user, { name, description, enabled }, now);
    return { body: { user: userAnswer(changed) } };
  },
});

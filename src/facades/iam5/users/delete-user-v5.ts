import { deleteUser, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';

/** Source: IAM 5 API Reference, IAM User Management, Deleting an IAM User. */
export const deleteUserV5 = operation({
  name: 'DeleteUserV5',
  summary: 'Deleting a user',
  description:
    'Their password, keys, tokens, attached policies and memberships go with them; what they made stays. The root user cannot be deleted.',
  section: 'IAM User Management',
  method: 'DELETE',
  path: '/v5/users/{user_id}',
  parameters: { path: userPath },
  success: { status: 204, model: 'DeleteUserV5Response' },
  permission: inAccount({
    action: 'iam:users:deleteUserV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' } },
  async handle({ records, now }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    await deleteUser(records, grant, user, now);
    return { body: undefined };
  },
});

import { deleteUser, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from './user-answers.ts';

/** Source: IAM API Reference, IAM User Management, Deleting an IAM User. */
export const keystoneDeleteUser = operation({
  name: 'KeystoneDeleteUser',
  summary: 'Deleting a user',
  description:
    'Their password, keys, tokens, attached policies and memberships go with them; what they made stays. The root user cannot be deleted.',
  section: 'IAM User Management',
  method: 'DELETE',
  path: '/v3/users/{user_id}',
  parameters: { path: userPath },
  success: { status: 204, model: 'KeystoneDeleteUserResponse' },
  permission: inAccount({
    action: 'iam:users:deleteUser',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { user_id: '07609fb9358010e21f7bc003751c7c32' } },
  async handle({ records, now }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    await deleteUser(records, grant, user, now);
    return { body: undefined };
  },
});

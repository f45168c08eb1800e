import { deleteLoginProfile, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';

/** Source: IAM 5 API Reference, Credential Management, Deleting the Login Information of an IAM User. */
export const deleteLoginProfileV5 = operation({
  name: 'DeleteLoginProfileV5',
  summary: "Taking a user's password away",
  description: 'Ends their tokens; their keys stay. The root user always has a password.',
  section: 'Credential Management',
  method: 'DELETE',
  path: '/v5/users/{user_id}/login-profile',
  parameters: { path: userPath },
  success: { status: 204, model: 'DeleteLoginProfileV5Response' },
  permission: inAccount({
    action: 'iam:users:deleteLoginProfileV5',
    accessLevel: 'Write',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'write',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' } },
  async handle({ records, now }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    await deleteLoginProfile(records, grant, user, now);
    return { body: undefined };
  },
});

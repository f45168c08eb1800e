import { Type } from '../../../contract/schema.ts';
import { loginProfileOf, userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';
import { loginProfileAnswer, loginProfileSchema } from './login-profile-answers.ts';

/** Source: IAM 5 API Reference, Credential Management, Querying the Login Information of an IAM User. */
export const showLoginProfileV5 = operation({
  name: 'ShowLoginProfileV5',
  summary: 'Querying whether a user has a password',
  section: 'Credential Management',
  method: 'GET',
  path: '/v5/users/{user_id}/login-profile',
  parameters: { path: userPath },
  success: {
    status: 200,
    model: 'ShowLoginProfileV5Response',
    body: Type.Object({ login_profile: loginProfileSchema }),
  },
  permission: inAccount({
    action: 'iam:users:showLoginProfileV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' } },
  async handle({ records }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    const profile = await loginProfileOf(records, user);
    return { body: { login_profile: loginProfileAnswer(profile) } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';

/** Source: IAM 5 API Reference, IAM User Management, Querying the Last Login Time of an IAM User. */
export const showUserLastLoginV5 = operation({
  name: 'ShowUserLastLoginV5',
  summary: 'Querying when a user last logged in',
  description: 'A login is a token for a password; signed requests are none.',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v5/users/{user_id}/last-login',
  parameters: { path: userPath },
  success: {
    status: 200,
    model: 'ShowUserLastLoginV5Response',
    body: Type.Object({
      user_last_login: Type.Object({
        last_login_at: Type.Optional(
          Type.String({ description: 'When, UTC; absent where the user never did.' }),
        ),
      }),
    }),
  },
  permission: inAccount({
    action: 'iam:users:showUserLastLoginV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' } },
  async handle({ records }, grant, { path }) {
    const { domainId, id } = await userWithId(records, grant, path.user_id);
    const at = await records.access.findLastLogin(domainId, id);
    const user_last_login = at === undefined ? {} : { last_login_at: new Date(at).toISOString() };
    return { body: { user_last_login } };
  },
});

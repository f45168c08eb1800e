import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccountOrOwn } from '../../permissions.ts';
import { isCaller, userResource } from '../../user-resource.ts';
import { shownUser, shownUserAnswer, userPath } from './user-answers.ts';

/** Source: IAM API Reference, IAM User Management, Querying IAM User Details. */
export const keystoneShowUser = operation({
  name: 'KeystoneShowUser',
  summary: 'Querying a user',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v3/users/{user_id}',
  parameters: { path: userPath },
  success: {
    status: 200,
    model: 'KeystoneShowUserResponse',
    body: Type.Object({ user: shownUser }),
  },
  permission: inAccountOrOwn(
    {
      action: 'iam:users:getUser',
      accessLevel: 'Read',
      policy: 'must-allow',
      resource: userResource,
      beyond: 'users need no policy to see themselves',
      source: 'documented',
    },
    isCaller,
  ),
  transaction: 'read',
  example: { path: { user_id: '07609fb9358010e21f7bc003751c7c32' } },
  async handle({ records, baseUrl }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    const profile = await records.access.findLoginProfile(user.domainId, user.id);
    return { body: { user: shownUserAnswer(user, profile, baseUrl) } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { userWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { userResource } from '../../user-resource.ts';
import { userPath } from '../parameters.ts';
import { userAnswer, userWithTagsSchema } from './user-answers.ts';

/** Source: IAM 5 API Reference, IAM User Management, Querying IAM User Details. */
export const showUserV5 = operation({
  name: 'ShowUserV5',
  summary: 'Querying a user',
  section: 'IAM User Management',
  method: 'GET',
  path: '/v5/users/{user_id}',
  parameters: { path: userPath },
  success: {
    status: 200,
    model: 'ShowUserV5Response',
    body: Type.Object({ user: userWithTagsSchema }),
  },
  permission: inAccount({
    action: 'iam:users:getUserV5',
    accessLevel: 'Read',
    policy: 'must-allow',
    resource: userResource,
    source: 'documented',
  }),
  transaction: 'read',
  example: { path: { user_id: '665b542eb4c14b53a15ead449f28b0ba' } },
  async handle({ records }, grant, { path }) {
    const user = await userWithId(records, grant, path.user_id);
    return { body: { user: { ...userAnswer(user), tags: [] } } };
  },
});

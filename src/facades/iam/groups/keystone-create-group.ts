import { Type } from '../../../contract/schema.ts';
import { createUserGroup } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { requireOwnAccount } from '../own-account.ts';
import { groupOption, linkedGroupAnswer, linkedGroupResult } from './group-answers.ts';

/** Source: IAM API Reference, User Group Management, Creating a User Group. */
export const keystoneCreateGroup = operation({
  name: 'KeystoneCreateGroup',
  summary: 'Creating a user group',
  section: 'User Group Management',
  method: 'POST',
  path: '/v3/groups',
  parameters: {},
  body: Type.Object({
    group: Type.Object({
      ...groupOption,
      name: Type.String({ description: 'User group name.' }),
    }),
  }),
  bodyModel: 'KeystoneCreateGroupRequestBody',
  success: {
    status: 201,
    model: 'KeystoneCreateGroupResponse',
    body: Type.Object({ group: linkedGroupResult }),
  },
  sdk: { models: { group: 'KeystoneCreateGroupOption' } },
  permission: inAccount({
    action: 'iam:groups:createGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'write',
  example: { body: { group: { name: 'IAMGroup', description: 'IAMDescription' } } },
  async handle(context, grant, { body }) {
    const { name, description = '', domain_id } = body.group;
    requireOwnAccount(grant, domain_id);
    const group = await createUserGroup(context.records, grant, { name, description }, context);
    return { body: { group: linkedGroupAnswer(group, context.baseUrl) } };
  },
});

import { Type } from '../../../contract/schema.ts';
import { updateUserGroup, userGroupWithId } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { requireOwnAccount } from '../own-account.ts';
import { groupOption, groupPath, linkedGroupAnswer, linkedGroupResult } from './group-answers.ts';

/** Source: IAM API Reference, User Group Management, Updating User Group Information. */
export const keystoneUpdateGroup = operation({
  name: 'KeystoneUpdateGroup',
  summary: 'Changing the name or description of a user group',
  section: 'User Group Management',
  method: 'PATCH',
  path: '/v3/groups/{group_id}',
  parameters: { path: groupPath },
  body: Type.Object({
    group: Type.Object({
      ...groupOption,
      name: Type.Optional(Type.String({ description: 'User group name.' })),
    }),
  }),
  bodyModel: 'KeystoneUpdateGroupRequestBody',
  success: {
    status: 200,
    model: 'KeystoneUpdateGroupResponse',
    body: Type.Object({ group: linkedGroupResult }),
  },
  sdk: { models: { group: 'KeystoneUpdateGroupOption' } },
  permission: inAccount({
    action: 'iam:groups:updateGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { group_id: '077a4c7bcd8010d53fb7c003e9d966c2' },
    body: { group: { name: 'IAMGroup', description: 'IAMDescription' } },
  },
  async handle({ records, now, baseUrl }, grant, { path, body }) {
    requireOwnAccount(grant, body.group.domain_id);
    const group = await userGroupWithId(records, grant, path.group_id);
    const updated = await updateUserGroup(records, grant, group, body.group, now);
    return { body: { group: linkedGroupAnswer(updated, baseUrl) } };
  },
});

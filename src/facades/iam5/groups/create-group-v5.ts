import { Type } from '../../../contract/schema.ts';
import { createUserGroup } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount, onceNamed } from '../../permissions.ts';
import { newUserGroup } from '../resources.ts';
import { groupAnswer, groupResult } from './group-answers.ts';

/** Source: IAM 5 API Reference, Managing Groups, Creating a Group. */
export const createGroupV5 = operation({
  name: 'CreateGroupV5',
  summary: 'Creating a user group',
  section: 'Managing Groups',
  method: 'POST',
  path: '/v5/groups',
  parameters: {},
  body: Type.Object({
    group_name: Type.String({ description: 'User group name.' }),
    description: Type.Optional(Type.String({ description: 'User group description.' })),
  }),
  bodyModel: 'CreateGroupReqBody',
  success: {
    status: 201,
    model: 'CreateGroupV5Response',
    body: Type.Object({ group: groupResult }),
  },
  permission: onceNamed(
    inAccount({
      action: 'iam:groups:createGroupV5',
      accessLevel: 'Write',
      policy: 'must-allow',
      resource: newUserGroup,
      source: 'documented',
    }),
  ),
  transaction: 'write',
  example: { body: { group_name: 'developers', description: 'Who writes code' } },
  async handle(context, grantFor, { body }) {
    const grant = await grantFor({ group_name: body.group_name });
    const wanted = { name: body.group_name, description: body.description ?? '' };
    const group = await createUserGroup(context.records, grant, wanted, context);
    return { body: { group: groupAnswer(group) } };
  },
});

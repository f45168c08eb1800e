import { Type } from '../../../contract/schema.ts';
import { setNickName, userNamed } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: CodeArts Req API Reference, User Information, Updating a User Nickname. */
export const updateNickNameV4 = operation({
  name: 'UpdateNickNameV4',
  summary: "Setting the caller's nickname",
  section: 'User Information',
  method: 'PUT',
  path: '/v4/user',
  parameters: {},
  body: Type.Object({
    nick_name: Type.String({
      description: 'Nickname.',
      accepts: 'a text of 1 to 128 characters',
    }),
  }),
  bodyModel: 'UpdateUserNickNameRequestV4',
  success: { status: 204, model: 'UpdateNickNameV4Response' },
  permission: inAccount({
    action: 'codeartsreq:member:update',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'write',
  example: { body: { nick_name: 'Tom' } },
  async handle({ records, now }, grant, { body }) {
    const user = await userNamed(records, grant, grant.principal.userName);
    await setNickName(records, grant, user, body.nick_name, now);
    return { body: undefined };
  },
});

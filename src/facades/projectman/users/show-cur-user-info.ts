import { Type } from '../../../contract/schema.ts';
import { userNamed } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: CodeArts Req API Reference, User Information, Obtaining the Current User Information. */
export const showCurUserInfo = operation({
  name: 'ShowCurUserInfo',
  summary: 'Querying the caller',
  section: 'User Information',
  method: 'GET',
  path: '/v4/user',
  parameters: {},
  success: {
    status: 200,
    model: 'ShowCurUserInfoResponse',
    body: Type.Object({
      domain_id: Type.String({ description: 'Account ID.' }),
      domain_name: Type.String({ description: 'Account name.' }),
      user_num_id: Type.Integer({ description: 'Number of the user.' }),
      user_id: Type.String({ description: 'User ID.' }),
      user_name: Type.String({ description: 'User name.' }),
      nick_name: Type.String({ description: 'Nickname.' }),
      created_time: Type.Integer({ description: 'Creation time, in milliseconds.' }),
      updated_time: Type.Integer({ description: 'Time of the last change, in milliseconds.' }),
      gender: Type.Null({ description: 'Not asked of anybody.' }),
      user_type: Type.String({ description: 'User: nobody comes by federation.' }),
    }),
  },
  // The page wants the action allowed. Here it can only be denied: it tells callers of themselves.
  permission: inAccount({
    action: 'codeartsreq:member:get',
    accessLevel: 'Read',
    policy: 'may-deny',
    source: 'documented',
  }),
  transaction: 'read',
  example: {},
  async handle({ records }, grant) {
    const { principal } = grant;
    const user = await userNamed(records, grant, principal.userName);
    return {
      body: {
        domain_id: principal.domainId,
        domain_name: principal.domainName,
        user_num_id: user.number,
        user_id: user.id,
        user_name: user.name,
        nick_name: user.nickName,
        created_time: user.createdAt,
        updated_time: user.updatedAt,
        gender: null,
        user_type: 'User',
      },
    };
  },
});

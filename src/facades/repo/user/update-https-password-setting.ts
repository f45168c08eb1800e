import { oneOf, Type } from '../../../contract/schema.ts';
import { useLoginPassword } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: CodeArts Repo API Reference, V4, User, Updating the HTTPS Password Setting. */
export const updateHttpsPasswordSetting = operation({
  name: 'UpdateHttpsPasswordSetting',
  summary: 'Choosing whether git asks for the login password',
  section: 'User',
  method: 'PUT',
  path: '/v4/user/https-password-setting',
  parameters: {},
  body: Type.Object({
    https_clone_iam_auth: oneOf(['true', 'false'], {
      description: '"true" for the login password, "false" for the one that was set for git alone.',
    }),
  }),
  bodyModel: 'UpdateHttpsPasswordSetting',
  success: {
    status: 200,
    model: 'UpdateHttpsPasswordSettingResponse',
    body: Type.String({ description: 'What holds now.' }),
  },
  permission: inAccount({
    action: 'codeartsrepo:user:setHttpsPassword',
    accessLevel: 'Write',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { body: { https_clone_iam_auth: 'true' } },
  async handle({ records, now }, grant, { body }) {
    await useLoginPassword(records, grant, body.https_clone_iam_auth === 'true', now);
    return { body: body.https_clone_iam_auth };
  },
});

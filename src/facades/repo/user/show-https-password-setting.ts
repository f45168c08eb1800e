import { Type } from '../../../contract/schema.ts';
import { usesLoginPassword } from '../../../domain/access/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: CodeArts Repo API Reference, V4, User, Querying the HTTPS Password Setting. */
export const showHttpsPasswordSetting = operation({
  name: 'ShowHttpsPasswordSetting',
  summary: 'Whether git asks the caller for the login password',
  section: 'User',
  method: 'GET',
  path: '/v4/user/https-password-setting',
  parameters: {},
  success: {
    status: 200,
    model: 'ShowHttpsPasswordSettingResponse',
    body: Type.String({ description: '"true", or "false" where a password for git alone is set.' }),
  },
  permission: inAccount({
    action: 'codeartsrepo:user:getHttpsPasswordSetting',
    accessLevel: 'Read',
    policy: 'may-deny',
    source: 'inferred',
  }),
  transaction: 'read',
  example: {},
  async handle({ records }, { principal }) {
    return { body: String(await usesLoginPassword(records, principal)) };
  },
});

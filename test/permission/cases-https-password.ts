import { type Case, mayDeny } from './case.ts';

/** What users may do about their own password for git. */
export const httpsPasswordCases: Readonly<Record<string, Case>> = {
  'Atelier: SetHttpsPassword': {
    asks: mayDeny('codeartsrepo:user:setHttpsPassword'),
    status: 204,
    call: () => ({
      method: 'PUT',
      path: '/atelier/v1/user/https-password',
      body: { password: 'Clone-it-2026' },
    }),
  },
  'CodeArts Repo: ShowHttpsPasswordSetting': {
    asks: mayDeny('codeartsrepo:user:getHttpsPasswordSetting'),
    status: 200,
    call: () => ({ method: 'GET', path: '/v4/user/https-password-setting' }),
  },
  'CodeArts Repo: UpdateHttpsPasswordSetting': {
    asks: mayDeny('codeartsrepo:user:setHttpsPassword'),
    status: 200,
    call: () => ({
      method: 'PUT',
      path: '/v4/user/https-password-setting',
      body: { https_clone_iam_auth: 'true' },
    }),
  },
};

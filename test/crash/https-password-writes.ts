import type { Writes } from './write.ts';

/** One successful call of every operation that writes about passwords for git. */
export const httpsPasswordWrites: Writes = {
  'Atelier SetHttpsPassword': ({ send }) =>
    send('PUT', '/atelier/v1/user/https-password', { password: 'Clone-it-2026' }),
  'CodeArts Repo UpdateHttpsPasswordSetting': async ({ send }) => {
    await send('PUT', '/atelier/v1/user/https-password', { password: 'Clone-it-2026' });
    return send('PUT', '/v4/user/https-password-setting', { https_clone_iam_auth: 'true' });
  },
};

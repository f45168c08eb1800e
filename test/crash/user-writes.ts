import { loginBody } from '../concurrency/client.ts';
import type { Scene, Writes } from './write.ts';

/** One successful call of every operation that writes about users, their tokens, keys and passwords. */
export const userWrites: Writes = {
  'Identity and Access Management KeystoneCreateUserTokenByPassword': ({ send, first }) =>
    send('POST', '/v3/auth/tokens', loginBody(first)),
  'Identity and Access Management KeystoneCreateScopedToken': async ({ send, first }) => {
    const { headers } = await send('POST', '/v3/auth/tokens', loginBody(first));
    const token = { id: headers.get('x-subject-token') };
    const identity = { methods: ['token'], token };
    return send('POST', '/v3/auth/tokens', { auth: { identity } });
  },
  'Identity and Access Management CreateTemporaryAccessKeyByToken': ({ send }) =>
    send('POST', '/v3.0/OS-CREDENTIAL/securitytokens', {
      auth: { identity: { methods: ['token'] } },
    }),
  'Identity and Access Management KeystoneRevokeToken': async ({ send, first }) => {
    const { headers } = await send('POST', '/v3/auth/tokens', loginBody(first));
    const token = headers.get('x-subject-token') ?? '';
    return send('DELETE', '/v3/auth/tokens', undefined, { 'X-Subject-Token': token });
  },
  'Identity and Access Management KeystoneCreateProject': ({ send, first, name }) =>
    send('POST', '/v3/projects', { project: { name: `${first.region}_${name()}` } }),
  'Identity and Access Management KeystoneCreateUser': ({ send, name }) =>
    send('POST', '/v3/users', { user: { name: `u${name()}`, password: firstPassword } }),
  'Identity and Access Management KeystoneUpdateUserByAdmin': async (scene) =>
    scene.send('PATCH', (await userPath(scene)).replace('v5', 'v3'), { user: { enabled: false } }),
  'Identity and Access Management KeystoneDeleteUser': async (scene) =>
    scene.send('DELETE', (await userPath(scene)).replace('v5', 'v3')),
  'Identity and Access Management KeystoneUpdateUserPassword': async (scene) => {
    const { id, token } = await loggedInUser(scene);
    const user = { original_password: firstPassword, password: 'Secret-two-2' };
    return scene.send('POST', `/v3/users/${id}/password`, { user }, { 'X-Auth-Token': token });
  },
  'Identity and Access Management CreatePermanentAccessKey': async (scene) => {
    const user_id = (await createUser(scene)).body.user.user_id;
    return scene.send('POST', credentials, { credential: { user_id } });
  },
  'Identity and Access Management UpdatePermanentAccessKey': async (scene) => {
    const path = `${credentials}/${(await keyPath(scene)).split('/').at(-1)}`;
    return scene.send('PUT', path, { credential: { status: 'inactive' } });
  },
  'Identity and Access Management DeletePermanentAccessKey': async (scene) =>
    scene.send('DELETE', `${credentials}/${(await keyPath(scene)).split('/').at(-1)}`),
  'Identity and Access Management 5 CreateUserV5': (scene) => createUser(scene),
  'Identity and Access Management 5 UpdateUserV5': async (scene) =>
    scene.send('PUT', await userPath(scene), { enabled: false }),
  'Identity and Access Management 5 DeleteUserV5': async (scene) =>
    scene.send('DELETE', await userPath(scene)),
  'Identity and Access Management 5 CreateAccessKeyV5': async (scene) =>
    scene.send('POST', `${await userPath(scene)}/access-keys`),
  'Identity and Access Management 5 UpdateAccessKeyV5': async (scene) =>
    scene.send('PUT', await keyPath(scene), { status: 'inactive' }),
  'Identity and Access Management 5 DeleteAccessKeyV5': async (scene) =>
    scene.send('DELETE', await keyPath(scene)),
  'Identity and Access Management 5 CreateLoginProfileV5': async (scene) =>
    createProfile(scene, await userPath(scene)),
  'Identity and Access Management 5 UpdateLoginProfileV5': async (scene) => {
    const path = await userPath(scene);
    await createProfile(scene, path);
    return scene.send('PUT', `${path}/login-profile`, { password: 'Secret-two-2' });
  },
  'Identity and Access Management 5 DeleteLoginProfileV5': async (scene) => {
    const path = await userPath(scene);
    await createProfile(scene, path);
    return scene.send('DELETE', `${path}/login-profile`);
  },
  'Identity and Access Management 5 ChangePasswordV5': async (scene) => {
    const { token } = await loggedInUser(scene);
    const change = { old_password: firstPassword, new_password: 'Secret-two-2' };
    return scene.send('POST', '/v5/caller-password', change, { 'X-Auth-Token': token });
  },
};

const credentials = '/v3.0/OS-CREDENTIAL/credentials';

const firstPassword = 'Secret-one-1';

const createUser = ({ send, name }: Scene) =>
  send('POST', '/v5/users', { name: `u${name()}`, enabled: true });

const userPath = async (scene: Scene) => `/v5/users/${(await createUser(scene)).body.user.user_id}`;

const keyPath = async (scene: Scene) => {
  const path = `${await userPath(scene)}/access-keys`;
  const { body } = await scene.send('POST', path);
  return `${path}/${body.access_key.access_key_id}`;
};

const createProfile = ({ send }: Scene, path: string) =>
  send('POST', `${path}/login-profile`, {
    password: firstPassword,
    password_reset_required: false,
  });

const loggedInUser = async (scene: Scene) => {
  const { user_id: id, user_name: userName } = (await createUser(scene)).body.user;
  await createProfile(scene, `/v5/users/${id}`);
  const login = loginBody({ ...scene.first, userName, password: firstPassword });
  const { headers } = await scene.send('POST', '/v3/auth/tokens', login);
  return { id, token: headers.get('x-subject-token') ?? '' };
};

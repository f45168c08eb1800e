import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { badBody, denied, refused } from './answers.ts';

const createUser = proven('IAM v3', 'KeystoneCreateUser');
const password = 'Secret-pass-1';

onEveryStore((scene) => {
  it('creates a user who logs in with the password', async () => {
    const { domainId: domain_id, domainName, endpoint } = scene.world;
    const user = { name: 'with', domain_id, password, enabled: true, description: 'text' };
    const answer = await scene.core.send(createUser, {}, { user });
    const { password: _secret, ...shown } = user;
    expect(answer.body).toEqual({
      user: {
        ...shown,
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        pwd_status: true,
        password_expires_at: null,
        links: { self: expect.stringMatching(`^${endpoint}/v3/users/[0-9a-f]{32}$`) },
      },
    });
    expect(await tokenOf(scene.world, { domainName, userName: 'with', password })).not.toBe('');
  });

  it('creates one without a password', async () => {
    const answer = await scene.token.send(createUser, {}, { user: { name: 'without' } });
    expect(answer.body).toMatchObject({ user: { enabled: true, pwd_status: false } });
    const login = { domainName: scene.world.domainName, userName: 'without', password: '' };
    await expect(tokenOf(scene.world, login)).rejects.toThrow('401');
  });

  it('refuses a name that is taken, and another account', async () => {
    await scene.core.send(createUser, {}, { user: { name: 'twice' } });
    const taken = await scene.core.send(createUser, {}, { user: { name: 'twice' } });
    const text = 'Conflict occurred when attempting to store user - \\[user.name\\] ';
    expect(taken).toMatchObject(refused(409, 'IAM.0005', text));
    const foreign = { user: { name: 'x', domain_id: unknownId } };
    const answer = await scene.core.send(createUser, {}, foreign);
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find domain'));
  });

  it.each([
    ['no user', {}, '\\[user\\] is required'],
    ['no name', { user: {} }, '\\[user.name\\] is required'],
    ['a digit first', { user: { name: '1st' } }, '\\[user.name\\] must be 1 to 64'],
    ['a weak password', { user: { name: 'x', password: 'weak' } }, '\\[user.password\\] must be 8'],
    [
      'a bad description',
      { user: { name: 'x', description: 'a@b' } },
      '\\[user.description\\] must be at most 255',
    ],
  ])('refuses %s', async (_what, body, reason) => {
    expect(await scene.hand.send(createUser, {}, body)).toMatchObject(badBody(reason));
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare');
    const answer = await core.send(createUser, {}, { user: { name: 'mine' } });
    expect(answer).toMatchObject(denied('iam:users:createUser'));
  });
});

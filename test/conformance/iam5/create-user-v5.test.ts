import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, refused } from './answers.ts';

const createUser = proven('IAM v5', 'CreateUserV5');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('creates a user through the %s', async (way) => {
    const body = { name: `by ${way}`, description: 'tests, and more', enabled: false };
    const answer = await scene[way].send(createUser, {}, body);
    expect(answer.body).toEqual({
      user: {
        user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        user_name: `by ${way}`,
        description: 'tests, and more',
        is_root_user: false,
        enabled: false,
        created_at: '2026-01-02T03:04:05.678Z',
        urn: `iam::${scene.world.domainId}:user:by ${way}`,
      },
    });
  });

  it('gives no password: a login fails like one with a wrong password', async () => {
    await scene.core.send(createUser, {}, { name: 'bare', enabled: true });
    const { domainName, endpoint } = scene.world;
    const login = async (name: string) => {
      const user = { domain: { name: domainName }, name, password: '' };
      const auth = { identity: { methods: ['password'], password: { user } } };
      const answer = await fetch(`${endpoint}/v3/auth/tokens`, {
        method: 'POST',
        body: JSON.stringify({ auth }),
        headers: { 'Content-Type': 'application/json' },
      });
      return { status: answer.status, text: await answer.text() };
    };
    expect(await login('bare')).toEqual(await login('nobody'));
    expect((await login('bare')).status).toBe(401);
  });

  it('refuses a name that is taken', async () => {
    await scene.core.send(createUser, {}, { name: 'twice', enabled: true });
    const answer = await scene.core.send(createUser, {}, { name: 'twice', enabled: true });
    const text = 'The resource exists already\\. \\[name\\] a user named twice';
    expect(answer).toMatchObject(refused(409, 'PAP5.0005', text));
  });

  it.each([
    ['no name', { enabled: true }, '\\[name\\] is required'],
    ['no word on enabled', { name: 'x' }, '\\[enabled\\] is required'],
    ['a digit first', { name: '1st', enabled: true }, '\\[name\\] must be 1 to 64'],
    ['an empty name', { name: '', enabled: true }, '\\[name\\] must be 1 to 64'],
    ['65 characters', { name: 'n'.repeat(65), enabled: true }, '\\[name\\] must be 1 to 64'],
    ['text as enabled', { name: 'x', enabled: 'true' }, '\\[enabled\\] must be true or false'],
    [
      'an @ in the description',
      { name: 'x', enabled: true, description: 'a@b' },
      '\\[description\\] must be at most 255',
    ],
    [
      'a long description',
      { name: 'x', enabled: true, description: 'd'.repeat(256) },
      '\\[description\\] must be at most 255',
    ],
  ])('refuses %s', async (_what, body, reason) => {
    expect(await scene.hand.send(createUser, {}, body)).toMatchObject(badValue(reason));
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare-handed');
    const answer = await core.send(createUser, {}, { name: 'mine', enabled: true });
    expect(answer).toMatchObject(denied('iam:users:createUserV5'));
  });
});

import { expect, it } from 'vitest';
import { proven, tokenOf } from '../../clients.ts';
import { loginOf, onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, newUser, notFound } from './answers.ts';

const showLastLogin = proven('IAM v5', 'ShowUserLastLoginV5');

onEveryStore((scene) => {
  it('says when a user last logged in, and nothing of one who never did', async () => {
    const { user_id } = await newUser(scene, 'never');
    const never = await scene.core.send(showLastLogin, { user_id });
    expect(never.body).toEqual({ user_last_login: {} });

    const person = await scene.world.addUser('often');
    const lastLogin = async () => {
      const answer = await scene.core.send(showLastLogin, { user_id: person.user.id });
      const { user_last_login } = answer.body as { user_last_login: { last_login_at: string } };
      return Date.parse(user_last_login.last_login_at);
    };
    const begin = Date.now();
    await tokenOf(scene.world, loginOf(scene, person));
    const first = await lastLogin();
    expect(first).toBeGreaterThanOrEqual(begin);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await tokenOf(scene.world, loginOf(scene, person));
    expect(await lastLogin()).toBeGreaterThan(first);
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(showLastLogin, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(showLastLogin, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:users:showUserLastLoginV5'));
  });
});

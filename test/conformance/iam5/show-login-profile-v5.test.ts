import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, newUser, notFound } from './answers.ts';

const showProfile = proven('IAM v5', 'ShowLoginProfileV5');

onEveryStore((scene) => {
  it('shows the profile of a user who has one', async () => {
    const { user } = await scene.world.addUser('with');
    const answer = await scene.core.send(showProfile, { user_id: user.id });
    const created_at = '2026-01-02T03:04:05.678Z';
    const profile = { user_id: user.id, password_reset_required: false, created_at };
    expect(answer.body).toEqual({ login_profile: profile });
    const { user_id } = await newUser(scene, 'without');
    const none = await scene.core.send(showProfile, { user_id });
    expect(none).toMatchObject(notFound('user without has no login profile'));
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(showProfile, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(showProfile, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:users:showLoginProfileV5'));
  });
});

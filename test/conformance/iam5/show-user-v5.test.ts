import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, heardOfNobody, newUser, notFound, rootOf } from './answers.ts';

const showUser = proven('IAM v5', 'ShowUserV5');

onEveryStore((scene) => {
  it('shows a user as they were created', async () => {
    const user = await newUser(scene, 'seen');
    const { user_id } = user;
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(showUser, { user_id });
      expect(answer.body).toEqual({ user: { ...user, tags: [] } });
    }
    const root = await scene.core.send(showUser, { user_id: await rootOf(scene) });
    expect(root.body).toMatchObject({ user: { is_root_user: true } });
  });

  it('finds no unknown user and none of another account, in one answer', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(showUser, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
  });

  it('refuses an id of another form', async () => {
    const answer = await scene.core.send(showUser, { user_id: 'a_b' });
    expect(answer).toMatchObject(badValue('\\[user_id\\] must be 1 to 64'));
  });

  it('asks for a policy, also of the user themselves', async () => {
    const { core, person } = await scene.enter('bare');
    const answer = await core.send(showUser, { user_id: person.user.id });
    expect(answer).toMatchObject(denied('iam:users:getUserV5'));
  });
});

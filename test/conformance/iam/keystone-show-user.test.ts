import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNobody, rootOf } from '../users.ts';
import { denied, refused } from './answers.ts';

const showUser = proven('IAM v3', 'KeystoneShowUser');

onEveryStore((scene) => {
  it('shows users themselves without a policy, unless one denies it', async () => {
    const { core, token, person } = await scene.enter('self');
    const user_id = person.user.id;
    for (const client of [core, token, scene.core]) {
      const answer = await client.send(showUser, { user_id });
      const self = `${scene.world.endpoint}/v3/users/${user_id}`;
      expect(answer.body).toEqual({
        user: {
          id: user_id,
          domain_id: scene.world.domainId,
          name: 'self',
          description: '',
          enabled: true,
          pwd_status: false,
          password_expires_at: null,
          access_mode: 'default',
          links: { self, previous: null, next: null },
        },
      });
    }
    const other = await core.send(showUser, { user_id: await rootOf(scene) });
    expect(other).toMatchObject(denied('iam:users:getUser'));
    await scene.world.allow(person, 'Deny', 'iam:users:getUser');
    expect(await core.send(showUser, { user_id })).toMatchObject(denied('iam:users:getUser'));
  });

  it('finds nobody of another account', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(showUser, { user_id }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
  });
});

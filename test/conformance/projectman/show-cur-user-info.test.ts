import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { beginning, onEveryStore } from '../scene.ts';
import { denied } from './answers.ts';

const showUser = proven('ProjectMan v4', 'ShowCurUserInfo');

onEveryStore((scene) => {
  it('tells callers of themselves', async () => {
    const { world } = scene;
    const { core, token, person } = await scene.enter('user');
    for (const client of [core, token]) {
      expect((await client.send(showUser)).body).toEqual({
        domain_id: world.domainId,
        domain_name: world.domainName,
        user_num_id: person.user.number,
        user_id: person.user.id,
        user_name: 'user',
        nick_name: 'user',
        created_time: beginning,
        updated_time: beginning,
        gender: null,
        user_type: 'User',
      });
    }
    const root = await scene.core.send(showUser);
    expect(root.body).toMatchObject({ user_name: world.userName });
  });

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsreq:member:*');
    expect(await core.send(showUser)).toMatchObject(denied('codeartsreq:member:get'));
  });
});

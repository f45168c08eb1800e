import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNobody, rootOf } from '../users.ts';
import { denied, refused } from './answers.ts';

const listKeys = proven('IAM v3', 'ListPermanentAccessKeys');

onEveryStore((scene) => {
  it("lists one's own keys without a policy, and another's with one", async () => {
    const { core, token, person } = await scene.enter('self');
    const user_id = person.user.id;
    const credential = {
      user_id,
      access: person.accessKey,
      status: 'active',
      create_time: '2026-01-02T03:04:05.678000Z',
      description: '',
    };
    for (const answer of [
      await core.send(listKeys),
      await token.send(listKeys, { user_id }),
      await scene.core.send(listKeys, { user_id }),
    ]) {
      expect(answer.body).toEqual({ credentials: [credential] });
    }
    const other = await core.send(listKeys, { user_id: await rootOf(scene) });
    expect(other).toMatchObject(denied('iam:credentials:listCredentials'));
    await scene.world.allow(person, 'Deny', 'iam:credentials:listCredentials');
    expect(await core.send(listKeys)).toMatchObject(denied('iam:credentials:listCredentials'));
  });

  it('finds nobody of another account', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(listKeys, { user_id }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
  });
});

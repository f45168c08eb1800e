import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNoKey } from '../users.ts';
import { denied, refused } from './answers.ts';

const showKey = proven('IAM v3', 'ShowPermanentAccessKey');

onEveryStore((scene) => {
  it('shows a key and when it was last used', async () => {
    const { core, token, person } = await scene.enter('self');
    const credential = {
      user_id: person.user.id,
      access: person.accessKey,
      status: 'active',
      create_time: '2026-01-02T03:04:05.678000Z',
      last_use_time: '',
      description: '',
    };
    const at = { access_key: person.accessKey };
    expect((await token.send(showKey, at)).body).toEqual({ credential });
    const used = { ...credential, last_use_time: '2026-01-02T03:04:05.678000Z' };
    expect((await core.send(showKey, at)).body).toEqual({ credential: used });
    expect((await scene.core.send(showKey, at)).body).toEqual({ credential: used });
  });

  it("asks for a policy where the key is another's or nobody's", async () => {
    const { core } = await scene.enter('bare');
    for (const access_key of [scene.world.accessKey, 'NOBODYS']) {
      const answer = await core.send(showKey, { access_key });
      expect(answer).toMatchObject(denied('iam:credentials:getCredential'));
    }
  });

  it('finds no key of another account', async () => {
    const answer = await heardOfNoKey(scene, (client, access_key) =>
      client.send(showKey, { access_key }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find access key'));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNoKey } from '../users.ts';
import { badBody, denied, refused } from './answers.ts';

const updateKey = proven('IAM v3', 'UpdatePermanentAccessKey');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it("switches and describes one's own key without a policy", async () => {
    const { core, token, person } = await scene.enter('self');
    const at = { access_key: person.accessKey };
    const off = await token.send(updateKey, at, { credential: { status: 'inactive' } });
    expect(off.body).toEqual({
      credential: {
        user_id: person.user.id,
        access: person.accessKey,
        status: 'inactive',
        create_time: '2026-01-02T03:04:05.678000Z',
        description: '',
      },
    });
    expect((await core.send(callerIdentity)).status).toBe(401);
    const credential = { status: 'active', description: 'mine' };
    expect((await token.send(updateKey, at, { credential })).body).toMatchObject({ credential });
    expect((await core.send(callerIdentity)).status).toBe(200);
    const kept = await core.send(updateKey, at, { credential: {} });
    expect(kept.body).toMatchObject({ credential });
    for (const [bad, reason] of [
      [{ status: 'off' }, '\\[credential.status\\] must be one of active, inactive'],
      [{ description: 'd'.repeat(256) }, '\\[credential.description\\] must be at most'],
    ] as const) {
      const answer = await core.send(updateKey, at, { credential: bad });
      expect(answer).toMatchObject(badBody(reason));
    }
  });

  it("asks for a policy where the key is another's, and leaves root's alone", async () => {
    const at = { access_key: scene.world.accessKey };
    const body = { credential: { status: 'inactive' } };
    const { core } = await scene.enter('bare');
    expect(await core.send(updateKey, at, body)).toMatchObject(
      denied('iam:credentials:updateCredential'),
    );
    const manager = await scene.enter('manager', { allow: ['iam:*:*'] });
    const root = await manager.core.send(updateKey, at, body);
    expect(root).toMatchObject(refused(403, 'IAM.0002', '.* only they themselves'));
  });

  it('finds no key of another account', async () => {
    const answer = await heardOfNoKey(scene, (client, access_key) =>
      client.send(updateKey, { access_key }, { credential: {} }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find access key'));
  });
});

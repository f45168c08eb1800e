import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, denied, heardOfNobody, notFound, rootOf, rootOnly } from './answers.ts';

const updateKey = proven('IAM v5', 'UpdateAccessKeyV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('switches a key off and on', async () => {
    const { core, person } = await scene.enter('switched');
    const at = { user_id: person.user.id, access_key_id: person.accessKey };
    const opens = async () => (await core.send(callerIdentity)).status;
    for (const [status, answered] of [
      ['inactive', 401],
      ['active', 200],
    ] as const) {
      const answer = await scene.core.send(updateKey, at, { status });
      const created_at = '2026-01-02T03:04:05.678Z';
      expect(answer.body).toEqual({ access_key: { ...at, status, created_at } });
      expect(await opens()).toBe(answered);
    }
    const bad = await scene.core.send(updateKey, at, { status: 'off' });
    expect(bad).toMatchObject(badValue('\\[status\\] must be one of active, inactive'));
  });

  it("finds a key only under its own user's path", async () => {
    const { person } = await scene.enter('owner');
    const other = await scene.enter('other');
    const at = { user_id: other.person.user.id, access_key_id: person.accessKey };
    const answer = await scene.core.send(updateKey, at, { status: 'inactive' });
    expect(answer).toMatchObject(notFound('Could not find access key'));
    const hidden = await heardOfNobody(scene, (client, user_id) =>
      client.send(updateKey, { ...at, user_id }, { status: 'inactive' }),
    );
    expect(hidden).toMatchObject(notFound('Could not find user'));
  });

  it("leaves the root user's keys to them, and asks for a policy", async () => {
    const { core } = await scene.enter('manager', { allow: ['iam:*:*'] });
    const at = { user_id: await rootOf(scene), access_key_id: scene.world.accessKey };
    expect(await core.send(updateKey, at, { status: 'inactive' })).toMatchObject(rootOnly);
    const bare = await scene.enter('bare');
    const asked = await bare.core.send(updateKey, at, { status: 'inactive' });
    expect(asked).toMatchObject(denied('iam:credentials:updateCredentialV5'));
  });
});

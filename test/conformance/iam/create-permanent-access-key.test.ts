import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { heardOfNobody, rootOf } from '../users.ts';
import { badBody, denied, refused } from './answers.ts';

const createKey = proven('IAM v3', 'CreatePermanentAccessKey');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('gives users a second key of their own without a policy, and no third one', async () => {
    const { token, core, person } = await scene.enter('self');
    const user_id = person.user.id;
    const answer = await token.send(createKey, {}, { credential: { user_id } });
    const { credential } = answer.body as { credential: { access: string; secret: string } };
    expect(credential).toEqual({
      user_id,
      access: expect.stringMatching(/^[A-Z0-9]{20}$/),
      secret: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      status: 'active',
      create_time: '2026-01-02T03:04:05.678000Z',
      description: '',
    });
    const keys = { accessKey: credential.access, secretKey: credential.secret };
    const caller = await vendorClient(scene.world, keys).send(callerIdentity);
    expect(caller.body).toMatchObject({ principal_id: user_id });
    const third = await core.send(createKey, {}, { credential: { user_id } });
    expect(third).toMatchObject(refused(400, 'IAM.0011', 'akSkNumExceed$'));
  });

  it("asks for a policy where the key is another's, and obeys one that denies", async () => {
    const { user } = await scene.world.addUser('other');
    const body = { credential: { user_id: user.id, description: 'for them' } };
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(createKey, {}, body);
    expect(asked).toMatchObject(denied('iam:credentials:createCredential'));
    const manager = await scene.enter('manager', { allow: ['iam:credentials:*'] });
    const made = await manager.core.send(createKey, {}, body);
    expect(made.body).toMatchObject({ credential: { description: 'for them' } });
    const root = { credential: { user_id: await rootOf(scene) } };
    const refusal = await manager.core.send(createKey, {}, root);
    expect(refusal).toMatchObject(refused(403, 'IAM.0002', '.* only they themselves'));
    await scene.world.allow(person, 'Deny', 'iam:credentials:createCredential');
    const own = await core.send(createKey, {}, { credential: { user_id: person.user.id } });
    expect(own).toMatchObject(denied('iam:credentials:createCredential'));
  });

  it('finds nobody of another account, and refuses a bad body', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(createKey, {}, { credential: { user_id } }),
    );
    expect(answer).toMatchObject(refused(404, 'IAM.0004', 'Could not find user'));
    const bare = await scene.hand.send(createKey, {}, { credential: {} });
    expect(bare).toMatchObject(badBody('\\[credential.user_id\\] is required'));
    const { user } = await scene.world.addUser('wordy');
    const credential = { user_id: user.id, description: 'd'.repeat(256) };
    const wordy = await scene.core.send(createKey, {}, { credential });
    expect(wordy).toMatchObject(badBody('\\[credential.description\\] must be at most 255'));
  });
});

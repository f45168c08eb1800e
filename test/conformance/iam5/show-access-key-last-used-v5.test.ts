import { expect, it } from 'vitest';
import { KeyUses } from '../../../src/domain/access/index.ts';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { beginning, onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, notFound } from './answers.ts';

const lastUsed = proven('IAM v5', 'ShowAccessKeyLastUsedV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');

onEveryStore((scene) => {
  it('says when a key last signed a genuine request, and nothing of one that never did', async () => {
    const { core, hand, person } = await scene.enter('user');
    const at = { user_id: person.user.id, access_key_id: person.accessKey };
    const told = async () => (await scene.core.send(lastUsed, at)).body;
    expect(await told()).toEqual({ access_key_last_used: {} });
    // Only the one whose signature is right has used the key.
    const { endpoint } = scene.world;
    await fetch(`${endpoint}/v5/caller-identity`, {
      headers: { Authorization: `SDK-HMAC-SHA256 Access=${person.accessKey}, Signature=x` },
    });
    expect(await told()).toEqual({ access_key_last_used: {} });
    await core.send(callerIdentity);
    expect(await told()).toEqual({
      access_key_last_used: { last_used_at: '2026-01-02T03:04:05.678Z' },
    });
    scene.now = beginning + 1000;
    await hand.send(callerIdentity);
    expect(await told()).toEqual({
      access_key_last_used: { last_used_at: '2026-01-02T03:04:06.678Z' },
    });
    scene.now = beginning;
  });

  it('costs no write a request, and is written down for all keys at once', async () => {
    const { store } = scene.world.server.data;
    const one = await scene.world.addUser('one');
    const other = await scene.world.addUser('other');
    const uses = new KeyUses();
    let writes = 0;
    const counted = {
      write: <T>(work: Parameters<typeof store.write<T>>[0]) => {
        writes += 1;
        return store.write(work);
      },
    };
    for (let i = 1; i <= 10; i++) {
      for (const { accessKey } of [one, other]) uses.note(accessKey, i);
    }
    uses.note('GONE', 11);
    await uses.write(counted);
    await uses.write(counted);
    expect(writes).toBe(1);
    const found = (key: string) => store.read((records) => records.access.findKeyUse(key));
    expect(await found(one.accessKey)).toBe(10);
    expect(await found(other.accessKey)).toBe(10);
    expect(await found('GONE')).toBeUndefined();
    // What another server wrote meanwhile is not taken back.
    const late = new KeyUses();
    late.note(one.accessKey, 9);
    await late.write(counted);
    expect(await found(one.accessKey)).toBe(10);
    expect(await store.read((records) => late.lastUse(records, one.accessKey))).toBe(10);
  });

  it('keeps what could not be written for the next time', async () => {
    const { accessKey } = await scene.world.addUser('kept');
    const { store } = scene.world.server.data;
    const uses = new KeyUses();
    uses.note(accessKey, 5);
    const broken = { write: () => Promise.reject(new Error('no room')) };
    await expect(uses.write(broken)).rejects.toThrow('no room');
    expect(await store.read((records) => uses.lastUse(records, accessKey))).toBe(5);
    await uses.write(store);
    expect(await store.read((records) => records.access.findKeyUse(accessKey))).toBe(5);
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const { core, person } = await scene.enter('bare');
    const at = { user_id: person.user.id, access_key_id: person.accessKey };
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(lastUsed, { ...at, user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const none = await scene.core.send(lastUsed, { ...at, access_key_id: 'NONE' });
    expect(none).toMatchObject(notFound('Could not find access key'));
    const asked = await core.send(lastUsed, at);
    expect(asked).toMatchObject(denied('iam:credentials:showAccessKeyLastUsedV5'));
  });
});

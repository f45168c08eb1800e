import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { badMarker, denied, heardOfNobody, newUser, notFound } from './answers.ts';

const listKeys = proven('IAM v5', 'ListAccessKeysV5');
const createKey = operationOf('IAM v5', 'CreateAccessKeyV5');

interface Page {
  readonly access_keys: readonly { readonly access_key_id: string }[];
  readonly page_info: { readonly next_marker?: string };
}

onEveryStore((scene) => {
  it("lists a user's keys without their secrets, in pages too", async () => {
    const { user_id } = await newUser(scene, 'two-keys');
    const empty = await scene.core.send(listKeys, { user_id });
    expect(empty.body).toEqual({ access_keys: [], page_info: { current_count: 0 } });
    for (let i = 0; i < 2; i++) await scene.core.send(createKey, { user_id });
    const all = (await scene.core.send(listKeys, { user_id })).body as Page;
    const created_at = '2026-01-02T03:04:05.678Z';
    const access_key_id = expect.stringMatching(/^[A-Z0-9]{20}$/);
    const key = { user_id, access_key_id, status: 'active', created_at };
    expect(all).toEqual({ access_keys: [key, key], page_info: { current_count: 2 } });

    const first = (await scene.core.send(listKeys, { user_id, limit: 1 })).body as Page;
    const marker = first.page_info.next_marker ?? '';
    const second = (await scene.core.send(listKeys, { user_id, limit: 1, marker })).body as Page;
    expect([...first.access_keys, ...second.access_keys]).toEqual(all.access_keys);
    expect(second.page_info).toEqual({ current_count: 1 });
    const bad = await scene.core.send(listKeys, { user_id, marker: 'abcd' });
    expect(bad).toMatchObject(badMarker);
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(listKeys, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(listKeys, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:credentials:listCredentialsV5'));
  });
});

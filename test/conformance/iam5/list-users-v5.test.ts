import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { badMarker, badValue, denied, newUser, notFound, type WireUser } from './answers.ts';

const listUsers = proven('IAM v5', 'ListUsersV5');

interface Page {
  readonly users: readonly WireUser[];
  readonly page_info: { readonly next_marker?: string; readonly current_count: number };
}

onEveryStore((scene) => {
  const page = async (query: Record<string, string | number>) =>
    (await scene.core.send(listUsers, query)).body as Page;

  it('goes through all users, page by page, and meets each once', async () => {
    for (let i = 0; i < 4; i++) await newUser(scene, `user-${i}`);
    const all = await page({});
    expect(all.users.map((user) => user.user_name)).toEqual([
      scene.world.userName,
      ...['user-0', 'user-1', 'user-2', 'user-3'],
    ]);
    expect(all.page_info).toEqual({ current_count: 5 });
    expect(all.users[0]).toMatchObject({ is_root_user: true, enabled: true, description: '' });

    const met: WireUser[] = [];
    const counts: number[] = [];
    let query: Record<string, string | number> = { limit: 2 };
    for (;;) {
      const { users, page_info } = await page(query);
      met.push(...users);
      counts.push(page_info.current_count);
      if (page_info.next_marker === undefined) break;
      expect(page_info.next_marker).toMatch(/^[A-Za-z0-9+/=_-]{4,400}$/);
      query = { limit: 2, marker: page_info.next_marker };
    }
    expect(met).toEqual(all.users);
    expect(counts).toEqual([2, 2, 1]);
    // A page that is exactly full is the last one all the same.
    expect((await page({ limit: 5 })).page_info).toEqual({ current_count: 5 });
  });

  it.each(['', 'abcd', unknownId, 'a2V5Og', 'a2V5OmE=', 'not base64!'])(
    'refuses the marker %j',
    async (marker) => {
      expect(await scene.hand.send(listUsers, { marker })).toMatchObject(badMarker);
    },
  );

  it.each([0, 201, 'ten'])('refuses the limit %j', async (limit) => {
    const answer = await scene.core.send(listUsers, { limit });
    expect(answer).toMatchObject(badValue('\\[limit\\] must be an integer from 1 to 200'));
  });

  it('knows no user group that is not there', async () => {
    const answer = await scene.core.send(listUsers, { group_id: unknownId });
    expect(answer).toMatchObject(notFound('Could not find group'));
  });

  it('shows an account no users of another, and asks for a policy', async () => {
    const { core } = await scene.enter('bare');
    expect(await core.send(listUsers)).toMatchObject(denied('iam:users:listUsersV5'));
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { aTime, badValue, denied, refused } from './answers.ts';
import { allPages, join, newGroup, newUser, stranger } from './things.ts';

const listGroups = proven('IAM v5', 'ListGroupsV5');

type Page = { groups: { group_id: string }[]; page_info: object };

onEveryStore((scene) => {
  it('lists the groups of the account, page by page', async () => {
    const foreign = await newGroup(await stranger(scene));
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push((await newGroup(scene.core)).group_id);
    for (const client of [scene.core, scene.token]) {
      const pages = (await allPages(client, listGroups, {}, 2)) as unknown as Page[];
      expect(pages.length).toBe(3);
      const listed = pages.flatMap(({ groups }) => groups.map(({ group_id }) => group_id));
      expect(listed).toEqual(ids.toSorted());
      expect(listed).not.toContain(foreign.group_id);
    }
    const { body } = await scene.core.send(listGroups);
    expect(body).toMatchObject({ page_info: { current_count: 5 } });
    expect((body as Page).groups[0]).toMatchObject({ created_at: aTime, description: '' });
  });

  it('lists those of a user alone', async () => {
    const { user_id } = await newUser(scene);
    const { group_id } = await newGroup(scene.core);
    await join(scene.core, group_id, user_id);
    await join(scene.core, group_id, (await newUser(scene)).user_id);
    const { body } = await scene.core.send(listGroups, { user_id });
    expect(body).toMatchObject({
      groups: [{ group_id }],
      page_info: { current_count: 1 },
    });
    const nobody = await scene.core.send(listGroups, { user_id: unknownId });
    expect(nobody.body).toEqual({ groups: [], page_info: { current_count: 0 } });
  });

  it('refuses bad pages', async () => {
    for (const limit of [0, 201]) {
      const answer = await scene.core.send(listGroups, { limit });
      expect(answer).toMatchObject(badValue('\\[limit\\] must be an integer from 1 to 200'));
    }
    for (const marker of ['x', '????', 'QUJD!', '/w==']) {
      const answer = await scene.core.send(listGroups, { marker });
      expect(answer).toMatchObject(
        refused(400, 'PAP5.0010', 'Invalid marker\\. \\[marker\\] must'),
      );
    }
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare');
    expect(await core.send(listGroups)).toMatchObject(denied('iam:groups:listGroupsV5'));
  });
});

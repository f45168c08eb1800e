import { expect, it } from 'vitest';
import { proven, vendorClient } from '../../clients.ts';
import { alike, newAccount, newProject, onEveryStore } from '../scene.ts';
import {
  badGroup,
  badValue,
  enterProject,
  malformedGroupIds,
  newGroup,
  noGroup,
  notAllowed,
} from './groups.ts';
import { namesIn, refusedPages } from './lists.ts';

const listUnder = proven('CodeArtsRepo v4', 'ListGroupSubgroupsAndRepositories');

onEveryStore((scene) => {
  it('lists what hangs directly under the group', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    for (const client of [scene.core, scene.token]) {
      expect(namesIn(await client.send(listUnder, { group_id }))).toEqual([[], 0]);
    }
    const b = await newGroup(scene.core, project_id, { name: 'b', parent_id: group_id });
    await newGroup(scene.core, project_id, { name: 'c', parent_id: b });
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(listUnder, { group_id });
      expect(namesIn(answer)).toEqual([['b'], 1]);
      const path = { full_name: `${project_id} / a / b`, full_path: `${project_id}/a/b` };
      const place = { id: b, group_level: 2, subgroup_count: 1, descendant_type: 'group' };
      expect(answer.body).toMatchObject([{ ...path, ...place, project_id }]);
    }
  });

  it('pages, filters and orders', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    for (const name of ['b', 'c', 'a', 'B2']) {
      scene.now += 1000;
      await newGroup(scene.core, project_id, { name, parent_id: group_id });
    }
    const newest = ['B2', 'a', 'c', 'b'];
    for (const [query, names, total] of [
      [{}, newest, 4],
      [{ sort: 'asc' }, newest.toReversed(), 4],
      [{ order_by: 'id' }, newest, 4],
      [{ filter: 'B' }, ['B2', 'b'], 2],
      [{ filter: 2 }, ['B2'], 1],
      [{ offset: 1, limit: 2 }, ['a', 'c'], 4],
      [{ offset: 9 }, [], 4],
    ] as const) {
      const answer = await scene.core.send(listUnder, { group_id, ...query });
      expect(namesIn(answer), JSON.stringify(query)).toEqual([names, total]);
    }
  });

  it.each([...refusedPages, [{ archived: '1' }, '\\[archived\\] must be true or false'] as const])(
    'refuses %j',
    async (query, reason) => {
      const group_id = await newGroup(scene.core, await newProject(scene), { name: 'a' });
      const answer = await scene.core.send(listUnder, { group_id, ...query });
      expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    },
  );

  it.each(malformedGroupIds)('refuses %j as group id', async (group_id) => {
    const answer = await scene.token.send(listUnder, { group_id });
    expect(answer).toMatchObject({ status: 400, body: badValue(badGroup) });
  });

  it('tells an unknown group, a hidden one and one of a hidden project alike', async () => {
    const project_id = await newProject(scene);
    const hidden = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const elsewhere = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const stranger = await newAccount(scene, 'foreign');
    const theirs = vendorClient(scene.world, stranger);
    const foreign = await newGroup(theirs, stranger.projectId, { name: 'a' });
    const { core } = await enterProject(scene, 'viewer', 8, project_id);
    const answers = await Promise.all(
      [2_147_483_647, hidden, elsewhere, foreign].map((group_id) =>
        core.send(listUnder, { group_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 404, body: noGroup });
    const root = await scene.core.send(listUnder, { group_id: foreign });
    expect(root).toMatchObject({ status: 404, body: noGroup });
  });

  it('asks for a policy', async () => {
    const { projectId: project_id } = scene.world;
    const group_id = await newGroup(scene.core, project_id, { name: 'a' });
    const { core } = await scene.enter('bare', { role: 4 });
    const answer = await core.send(listUnder, { group_id });
    expect(answer).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});

import { expect, it } from 'vitest';
import { type Client, proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, badValue, enterProject, newGroup, noProject } from './groups.ts';
import { newRepository } from './repositories.ts';

const listV4 = proven('CodeArtsRepo v4', 'ListProjectRepositories');
const listV2 = proven('CodeArtsRepo v3 (v1-v3 paths)', 'ShowAllRepositoryByTwoProjectId');
const listOfUser = proven('CodeArtsRepo v4', 'ListCurrentUserRepositories');
const listOfUserV2 = proven('CodeArtsRepo v3 (v1-v3 paths)', 'ListUserAllRepositories');

/** Names and total of each list, all of what is in the project. */
async function lists(client: Client, project: string, search: string) {
  const v4 = await client.send(listV4, { project_id: project, order_by: 'created_at', search });
  const user = await client.send(listOfUser, { search });
  const v2 = await client.send(listV2, { project_uuid: project, search });
  const userV2 = await client.send(listOfUserV2, { search });
  const bare = [v4, user].map(({ headers, body }) => [
    ...(body as { name: string }[]).map(({ name }) => name),
    Number(headers['x-total']),
  ]);
  const wrapped = [v2, userV2].map(({ body }) => {
    const { result } = body as {
      result: { repositories: { repository_name: string }[]; total: number };
    };
    return [...result.repositories.map((each) => each.repository_name), result.total];
  });
  return [...bare, ...wrapped];
}
const four = <T>(each: T): T[] => [each, each, each, each];

onEveryStore((scene) => {
  it('lists what lies anywhere in a project, newest first', async () => {
    const project_id = await newProject(scene);
    const { core } = scene;
    const group_id = await newGroup(core, project_id, { name: 'p' });
    for (const body of [{ name: 'p-one' }, { name: 'p-two', group_id }, { name: 'p-three' }]) {
      scene.now += 1000;
      await newRepository(core, project_id, body);
    }
    const all = ['p-three', 'p-two', 'p-one', 3];
    expect(await lists(core, project_id, '')).toEqual([
      all,
      expect.arrayContaining(all.slice(0, 3)),
      all,
      expect.arrayContaining(all.slice(0, 3)),
    ]);
    expect(await lists(scene.token, project_id, 'P-T')).toEqual(four(['p-three', 'p-two', 2]));

    const page = await core.send(listV4, {
      project_id,
      order_by: 'name',
      sort: 'asc',
      offset: 1,
      limit: 1,
    });
    expect(page.body).toMatchObject([{ name: 'p-three' }]);
    const second = await core.send(listV2, {
      project_uuid: project_id,
      page_index: 2,
      page_size: 2,
    });
    expect(second.body).toMatchObject({
      result: { repositories: [{ repository_name: 'p-one' }], total: 3 },
    });
    const mine = await core.send(listOfUser, { search: 'p-two', user_created: true });
    expect(mine.body).toMatchObject([
      {
        name: 'p-two',
        namespace: `${project_id}/p`,
        http_url_to_repo: `${scene.world.endpoint}/${project_id}/p/p-two.git`,
        permissions: 50,
        project_id,
        last_activity_at: new Date(scene.now - 1000).toISOString(),
      },
    ]);
    for (const none of [{ archived: true }, { starred: true }]) {
      const answer = await core.send(listOfUser, none);
      expect([answer.body, answer.headers['x-total']]).toEqual([[], '0']);
    }
  });

  it('shows each what they see', async () => {
    const project_id = await newProject(scene);
    const { core } = scene;
    const hidden = await newGroup(core, project_id, { name: 'hidden', visibility: 'private' });
    const viewer = await enterProject(scene, 'seeing-viewer', 8, project_id);
    const developer = await enterProject(scene, 'seeing-developer', 4, project_id);
    const outsider = await scene.enter('seeing-outsider', { allow: ['*'] });
    await newRepository(core, project_id, { name: 'q-hidden', group_id: hidden });
    await newRepository(core, project_id, { name: 'q-closed' });
    await newRepository(core, project_id, { name: 'q-open', visibility_level: 20 });
    expect(await lists(viewer.core, project_id, 'q-')).toEqual(four(['q-open', 1]));
    const all = ['q-open', 'q-closed', 'q-hidden', 3];
    expect(await lists(developer.core, project_id, 'q-')).toEqual(four(all));
    const user = await outsider.core.send(listOfUser, { search: 'q-' });
    expect([user.body, user.headers['x-total']]).toEqual([[], '0']);
    const mine = await developer.core.send(listOfUser, { user_created: true });
    expect(mine.body).toEqual([]);
  });

  it('tells an outsider nothing, and refuses malformed values', async () => {
    const heard = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(listV4, { project_id }),
    );
    expect(heard).toMatchObject({ status: 403, body: noProject });
    const bad = await scene.token.send(listV4, { project_id: 'x' });
    expect(bad).toMatchObject({ status: 400, body: badValue(badProject) });
    const badV2 = await scene.core.send(listV2, { project_uuid: 'x' });
    const reason = badProject.replace('project_id', 'project_uuid');
    expect(badV2).toMatchObject({ status: 400, body: badValue(reason) });
    for (const [operation, query, wrong] of [
      [listOfUser, { limit: 101 }, '\\[limit\\] must be an integer from 1 to 100'],
      [listOfUser, { search: 'x'.repeat(513) }, '\\[search\\] must be a text of at most 512'],
      [listOfUserV2, { page_index: 0 }, '\\[page_index\\] must be an integer from 1'],
      [listOfUserV2, { page_size: 101 }, '\\[page_size\\] must be an integer from 1 to 100'],
    ] as const) {
      const answer = await scene.core.send(operation, query);
      expect(answer).toMatchObject({ status: 400, body: badValue(wrong) });
    }
  });
});

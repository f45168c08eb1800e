import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, badValue, enterProject, newGroup, noProject, notAllowed } from './groups.ts';
import { namesIn, refusedPages } from './lists.ts';

const listTop = proven('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');
const changeRoles = operationOf('ProjectMan v4', 'UpdateMembesRoleV4');

onEveryStore((scene) => {
  it('answers every field of the groups directly under the project', async () => {
    const project_id = await newProject(scene);
    const { core, world } = scene;
    const body = { name: 'a', description: 'text', visibility: 'private' };
    const id = await newGroup(core, project_id, body);
    await newGroup(core, project_id, { name: 'below', parent_id: id });
    for (const client of [core, scene.token]) {
      const answer = await client.send(listTop, { project_id });
      expect(answer.headers).toMatchObject({ 'x-total': '1' });
      expect(answer.body).toEqual([
        {
          project_id,
          project_name: expect.stringMatching(/^Project \d+$/),
          role_namecn: '所有者',
          role_nameen: 'Owner',
          full_name: `${project_id} / a`,
          full_path: `${project_id}/a`,
          created_at: '2026-01-02T03:04:05.678Z',
          updated_at_timestamp: Math.floor(scene.now / 1000),
          star_time: null,
          starred: false,
          develop_mode: 'normal',
          id,
          name: 'a',
          path: 'a',
          group_level: 1,
          description: 'text',
          subgroup_count: 1,
          project_count: 0,
          group_role: 50,
          group_members_count: 1,
          descendant_type: 'group',
          visibility_level: 0,
          visibility: 'private',
          is_project_admin: 1,
          is_group_creator: 1,
          is_repo_creator: null,
          role_show_flag: null,
          uuid: null,
          forks_count: null,
          is_kia: false,
          is_owner: true,
          archived: false,
          last_repository_updated_at: null,
          open_merge_requests_count: null,
          all_merge_requests_count: null,
          project_role: null,
          project_members_count: null,
          project_creator: null,
          star_count: 0,
          tag_list: [],
          http_url_to_repo: null,
          ssh_url_to_repo: null,
          status: null,
          active_statistic: [],
          security_tag: null,
        },
      ]);
    }
    expect(world.projectId).not.toBe(project_id);
  });

  it('counts members by the roles that they have now', async () => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const { person } = await enterProject(scene, 'counted', 8, project_id);
    const count = async () => {
      const { body } = await scene.core.send(listTop, { project_id });
      return (body as { group_members_count: number }[])[0]?.group_members_count;
    };
    expect(await count()).toBe(1);
    for (const [role_id, members] of [
      [4, 2],
      [8, 1],
    ] as const) {
      const body = { role_id, user_ids: [person.user.id] };
      expect((await scene.core.send(changeRoles, { project_id }, body)).status).toBe(204);
      expect(await count()).toBe(members);
    }
  });

  it('pages, filters and orders', async () => {
    const project_id = await newProject(scene);
    for (const name of ['b', 'c', 'a', 'B2']) {
      scene.now += 1000;
      await newGroup(scene.core, project_id, { name });
    }
    const newest = ['B2', 'a', 'c', 'b'];
    for (const [query, names, total] of [
      [{}, newest, 4],
      [{ sort: 'asc' }, newest.toReversed(), 4],
      [{ order_by: 'created_at' }, newest, 4],
      [{ order_by: 'id', sort: 'asc' }, newest.toReversed(), 4],
      [{ order_by: 'name', sort: 'desc', filter: 'c' }, ['c'], 1],
      [{ filter: 'b' }, ['B2', 'b'], 2],
      [{ filter: 2 }, ['B2'], 1],
      [{ filter: 'no such' }, [], 0],
      [{ archived: false }, newest, 4],
      [{ limit: 3 }, newest.slice(0, 3), 4],
      [{ offset: 3, limit: 3 }, ['b'], 4],
      [{ offset: 4 }, [], 4],
    ] as const) {
      const answer = await scene.core.send(listTop, { project_id, ...query });
      expect(namesIn(answer), JSON.stringify(query)).toEqual([names, total]);
    }
  });

  it('hides private groups from a viewer, in the count too', async () => {
    const project_id = await newProject(scene);
    await newGroup(scene.core, project_id, { name: 'open' });
    await newGroup(scene.core, project_id, { name: 'closed', visibility: 'private' });
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    expect(namesIn(await viewer.core.send(listTop, { project_id }))).toEqual([['open'], 1]);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const [names] = namesIn(await developer.core.send(listTop, { project_id }));
    expect(names).toHaveLength(2);
  });

  it.each([...refusedPages, [{ archived: 'no' }, '\\[archived\\] must be true or false'] as const])(
    'refuses %j',
    async (query, reason) => {
      const { projectId: project_id } = scene.world;
      const answer = await scene.core.send(listTop, { project_id, ...query });
      expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    },
  );

  it('refuses a malformed project id', async () => {
    const answer = await scene.core.send(listTop, { project_id: 'x' });
    expect(answer).toMatchObject({ status: 400, body: badValue(badProject) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(listTop, { project_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: noProject });
  });

  it('asks for a policy', async () => {
    const { projectId: project_id } = scene.world;
    const { core } = await scene.enter('bare', { role: 4 });
    const answer = await core.send(listTop, { project_id });
    expect(answer).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore, type Role, type Scene } from '../scene.ts';
import { badValue, enterProject, newGroup, notAllowed } from './groups.ts';
import { namesIn, refusedPages } from './lists.ts';

const listGroups = proven('CodeArtsRepo v4', 'ListGroups');

onEveryStore((scene) => {
  describe('of one account', () => {
    let project: string;
    let viewer: Role;
    let developer: Role;

    beforeAll(async () => {
      project = await newProject(scene);
      const other = await newProject(scene);
      viewer = await enterProject(scene, 'viewer', 8, project);
      developer = await enterProject(scene, 'developer', 4, project);
      const at = async (ms: number, client: Scene['core'], id: string, body: object) => {
        scene.now = Date.UTC(2026, 0, 3) + ms;
        return newGroup(client, id, body);
      };
      const parent_id = await at(1, scene.core, project, { name: 'Beta' });
      await at(2, developer.core, project, { name: 'alpha_1', parent_id });
      await at(3, scene.core, project, { name: 'secret', visibility: 'private' });
      await at(4, scene.core, other, { name: 'elsewhere' });
      await at(5, scene.core, other, { name: 'elsewhere-secret', visibility: 'private' });
    });

    const all = ['elsewhere-secret', 'elsewhere', 'secret', 'alpha_1', 'Beta'];

    it('lists everything for the root user, newest first', async () => {
      for (const client of [scene.core, scene.token]) {
        expect(namesIn(await client.send(listGroups))).toEqual([all, 5]);
      }
    });

    it('answers every field of a group', async () => {
      const answer = await developer.core.send(listGroups, { search: 'alpha' });
      const [{ ancestor_ids = [], id = 0 } = {}] = answer.body as {
        ancestor_ids?: number[];
        id?: number;
      }[];
      const user = developer.person.user;
      expect(ancestor_ids).toEqual([expect.any(Number), id]);
      expect(answer.body).toEqual([
        {
          project_id: project,
          project_name: expect.stringMatching(/^Project \d+$/),
          ancestor_ids,
          ancestor_names: ['Beta', 'alpha_1'],
          develop_mode: 'normal',
          id,
          name: 'alpha_1',
          path: 'alpha_1',
          group_level: 2,
          description: '',
          subgroup_count: 0,
          project_count: 0,
          group_role: 50,
          // A viewer is a member of no group.
          group_members_count: 2,
          descendant_type: 'group',
          visibility_level: 20,
          visibility: 'public',
          is_project_admin: 0,
          is_group_creator: 1,
          is_repo_creator: null,
          lfs_enabled: false,
          full_name: `${project} / Beta / alpha_1`,
          full_path: `${project}/Beta/alpha_1`,
          item_type: null,
          parent_id: ancestor_ids[0],
          my_role: {
            id: null,
            access_level: 50,
            role_namecn: '所有者',
            role_namen: 'Owner',
            source_id: id,
            source_type: 'Group',
            user_id: user.number,
            notification_level: null,
            created_at: '2026-01-03T00:00:00.002Z',
            updated_at: null,
            is_project_admin: 0,
            is_group_creator: 1,
            is_repo_creator: null,
            role_show_flag: null,
          },
          members: 2,
          web_url: null,
          created_at: '2026-01-03T00:00:00.002Z',
          sub_group_count: 0,
          last_owner: true,
          starred: false,
          roles: [],
        },
      ]);
    });

    it('shows a viewer the public groups of their projects, and a developer all', async () => {
      expect(namesIn(await viewer.core.send(listGroups))).toEqual([['alpha_1', 'Beta'], 2]);
      const seen = ['secret', 'alpha_1', 'Beta'];
      expect(namesIn(await developer.core.send(listGroups))).toEqual([seen, 3]);
      const body = (await viewer.core.send(listGroups, { search: 'Beta' })).body;
      expect(body).toMatchObject([{ group_role: 20, is_group_creator: 0, parent_id: null }]);
    });

    it.each([
      [{ all_available: true }, ['elsewhere', 'alpha_1', 'Beta'], 3],
      [{ all_available: false }, ['alpha_1', 'Beta'], 2],
      [{ owned: true }, [], 0],
      [{ starred: true }, [], 0],
      [{ search: 'secret' }, [], 0],
    ])('shows a viewer, asked with %j, %j', async (query, names, total) => {
      expect(namesIn(await viewer.core.send(listGroups, query))).toEqual([names, total]);
    });

    it.each([
      [{ owned: true }, ['elsewhere-secret', 'elsewhere', 'secret', 'Beta'], 4],
      [{ starred: true }, [], 0],
      [{ search: 'ALPHA' }, ['alpha_1'], 1],
      [{ search: '' }, all, 5],
      [{ search: '_' }, ['alpha_1'], 1],
      [{ search: '%' }, [], 0],
      [{ search: 'no such' }, [], 0],
      [{ order_by: 'name', search: 'secret' }, ['secret', 'elsewhere-secret'], 2],
      [{ order_by: 'name', sort: 'asc', search: 'else' }, ['elsewhere', 'elsewhere-secret'], 2],
      [{ order_by: 'id', sort: 'asc' }, all.toReversed(), 5],
      [{ order_by: 'created_at', sort: 'asc' }, all.toReversed(), 5],
      [{ order_by: 'updated_at' }, all, 5],
      [{ limit: 2 }, all.slice(0, 2), 5],
      [{ offset: 1, limit: 2 }, all.slice(1, 3), 5],
      [{ offset: 4, limit: 2 }, all.slice(4), 5],
      [{ offset: 5 }, [], 5],
      [{ offset: 2_147_483_647, limit: 100 }, [], 5],
    ])('asked with %j answers %j', async (query, names, total) => {
      expect(namesIn(await scene.core.send(listGroups, query))).toEqual([names, total]);
    });
  });

  it('answers 20 groups unless told, and up to 100', async () => {
    const project_id = await newProject(scene);
    const { core } = await enterProject(scene, 'busy', 4, project_id);
    for (let i = 0; i < 21; i++) await newGroup(core, project_id, { name: `g${i}` });
    const [names, total] = namesIn(await core.send(listGroups));
    expect([names.length, total]).toEqual([20, 21]);
    expect(namesIn(await core.send(listGroups, { limit: 100 }))[0]).toHaveLength(21);
  });

  it.each(refusedPages)('refuses %j', async (query, reason) => {
    for (const client of [scene.core, scene.token]) {
      const answer = await client.send(listGroups, query);
      expect(answer).toMatchObject({ status: 400, body: badValue(reason) });
    }
  });

  it.each(['all_available', 'starred', 'owned'])('refuses %s that is no boolean', async (name) => {
    const answer = await scene.core.send(listGroups, { [name]: 'yes' });
    const noBoolean = badValue(`\\[${name}\\] must be true or false`);
    expect(answer).toMatchObject({ status: 400, body: noBoolean });
  });

  it('asks for a policy', async () => {
    const { core } = await scene.enter('bare', { role: 4 });
    const answer = await core.send(listGroups);
    expect(answer).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});

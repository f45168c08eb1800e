import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { badGroup, badValue, enterProject, newGroup, noGroup } from './groups.ts';
import { newRepository } from './repositories.ts';

const list = proven('CodeArtsRepo v4', 'ListGroupRepositories');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const listBoth = operationOf('CodeArtsRepo v4', 'ListGroupSubgroupsAndRepositories');
const listGroups = operationOf('CodeArtsRepo v4', 'ListGroups');
const listManageable = operationOf('CodeArtsRepo v4', 'ListManageableGroups');

const named = (body: unknown) => (body as { name: string }[]).map(({ name }) => name);

onEveryStore((scene) => {
  it('lists the repositories directly in a group, in any order, page by page', async () => {
    const project_id = await newProject(scene);
    const { core } = scene;
    const group_id = await newGroup(core, project_id, { name: 'g' });
    const below = await newGroup(core, project_id, { name: 'below', parent_id: group_id });
    await newRepository(core, project_id, { name: 'deeper', group_id: below });
    for (const name of ['b', 'a', 'Cab']) {
      scene.now += 1000;
      await newRepository(core, project_id, { name, group_id, visibility_level: 20 });
    }
    const ask = async (query: object) => {
      const { headers, body } = await core.send(list, { group_id, ...query });
      return [...named(body), headers['x-total']];
    };
    expect(await ask({})).toEqual(['Cab', 'a', 'b', '3']);
    expect(await ask({ order_by: 'name', sort: 'asc' })).toEqual(['Cab', 'a', 'b', '3']);
    expect(await ask({ order_by: 'id', sort: 'asc', limit: 1, offset: 1 })).toEqual(['a', '3']);
    expect(await ask({ search: 'B' })).toEqual(['Cab', 'b', '2']);

    const { body } = await scene.token.send(list, { group_id, search: 'cab' });
    expect(body).toEqual([
      {
        id: expect.any(Number),
        name: 'Cab',
        namespace: `${project_id}/g`,
        path: 'Cab',
        develop_mode: 'normal',
        visibility: 'public',
        security: null,
        name_with_namespace: `${project_id} / g / Cab`,
        archived: false,
        status: '0',
      },
    ]);
  });

  it('keeps groups and repositories apart where only one is asked for', async () => {
    const project_id = await newProject(scene);
    const { core, world } = scene;
    const group_id = await newGroup(core, project_id, { name: 'apart' });
    scene.now += 1000;
    await newGroup(core, project_id, { name: 'sub', parent_id: group_id });
    scene.now += 1000;
    const { uuid } = await newRepository(core, project_id, { name: 'r', group_id });

    const shown = await core.send(showGroup, { project_id, group_id });
    expect(shown.body).toMatchObject({ subgroup_count: 1, repository_count: 1 });
    const both = await core.send(listBoth, { group_id });
    expect(both.headers['x-total']).toBe('2');
    expect(both.body).toMatchObject([
      {
        name: 'r',
        descendant_type: 'project',
        uuid,
        group_level: 1,
        http_url_to_repo: `${world.endpoint}/${project_id}/apart/r.git`,
        project_creator: { name: world.userName },
        status: 0,
      },
      { name: 'sub', descendant_type: 'group', uuid: null, http_url_to_repo: null },
    ]);
    const archived = await core.send(listBoth, { group_id, archived: true });
    expect(named(archived.body)).toEqual(['sub']);
    const groups = await core.send(listGroups, { search: 'apart' });
    expect(groups.body).toMatchObject([{ subgroup_count: 1, project_count: 1 }]);
    const manageable = await core.send(listManageable, { project_id });
    expect(named(manageable.body).sort()).toEqual(['apart', 'sub']);
    expect(manageable.headers['x-total']).toBe('2');
  });

  it('shows a viewer what is public and what they are in', async () => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'seen' });
    const viewer = await enterProject(scene, 'listing-viewer', 8, project_id);
    await newRepository(scene.core, project_id, { name: 'closed', group_id });
    await newRepository(scene.core, project_id, { name: 'open', group_id, visibility_level: 20 });
    await newRepository(scene.core, project_id, { name: 'mine', group_id, import_members: 1 });
    const { body, headers } = await viewer.core.send(list, { group_id, order_by: 'name' });
    expect([...named(body), headers['x-total']]).toEqual(['open', 'mine', '2']);
    const shown = await viewer.core.send(showGroup, { project_id, group_id });
    expect(shown.body).toMatchObject({ subgroup_count: 0, repository_count: 2 });
  });

  it('refuses malformed ids and knows no repository as group', async () => {
    const bad = await scene.token.send(list, { group_id: 'x' });
    expect(bad).toMatchObject({ status: 400, body: badValue(badGroup) });
    const { id } = await newRepository(scene.core, await newProject(scene), { name: 'r' });
    const answer = await scene.core.send(list, { group_id: id });
    expect(answer).toMatchObject({ status: 404, body: noGroup });
  });
});

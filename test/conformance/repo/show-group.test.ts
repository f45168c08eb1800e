import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import {
  badGroup,
  badProject,
  badValue,
  enterProject,
  malformedGroupIds,
  newGroup,
  noGroup,
  noProject,
  notAllowed,
} from './groups.ts';

const showGroup = proven('CodeArtsRepo v4', 'ShowGroup');

onEveryStore((scene) => {
  it('shows a group with its place in the tree', async () => {
    const project_id = await newProject(scene);
    await enterProject(scene, 'second', 4, project_id);
    const { core, world } = scene;
    const q = await newGroup(core, project_id, { name: 'q', visibility: 'private' });
    const one = await newGroup(core, project_id, { name: '1', parent_id: q, description: 'text' });
    await newGroup(core, project_id, { name: 'a', parent_id: one });
    await newGroup(core, project_id, { name: 'b', parent_id: one });
    const user = await world.server.data.store.read((records) =>
      records.access.findUserByName(world.domainId, world.userName),
    );
    for (const client of [core, scene.token]) {
      const answer = await client.send(showGroup, { project_id, group_id: one });
      expect(answer.body).toEqual({
        creator_id: user?.number,
        project_id,
        created_at: '2026-01-02T03:04:05.678Z',
        description: 'text',
        full_name: `${project_id} / q / 1`,
        ancestor_ids: [q, one],
        ancestor_names: ['q', '1'],
        id: one,
        members_count: 2,
        name: '1',
        repository_count: 0,
        star_count: 0,
        starred: false,
        subgroup_count: 2,
        visibility: 'private',
        sum: { open_merge_requests_count: 0 },
      });
    }
  });

  it.each(malformedGroupIds)('refuses %j as group id', async (group_id) => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.token.send(showGroup, { project_id, group_id });
    expect(answer).toMatchObject({ status: 400, body: badValue(badGroup) });
  });

  it('refuses a malformed project id', async () => {
    const answer = await scene.core.send(showGroup, { project_id: 'x', group_id: 'x' });
    expect(answer).toMatchObject({ status: 400, body: badValue(badProject) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const group_id = await newGroup(scene.core, scene.world.projectId, { name: 'a' });
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(showGroup, { project_id, group_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: noProject });
  });

  it('tells an unknown group, one of another project and a hidden one alike', async () => {
    const project_id = await newProject(scene);
    const hidden = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const under = await newGroup(scene.core, project_id, { name: 'b', parent_id: hidden });
    const elsewhere = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const { core } = await enterProject(scene, 'viewer', 8, project_id);
    const answers = await Promise.all(
      [2_147_483_647, hidden, under, elsewhere].map((group_id) =>
        core.send(showGroup, { project_id, group_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 404, body: noGroup });
    const open = await newGroup(scene.core, project_id, { name: 'open' });
    expect((await core.send(showGroup, { project_id, group_id: open })).status).toBe(200);
    const root = await scene.core.send(showGroup, { project_id, group_id: elsewhere });
    expect(root).toMatchObject({ status: 404, body: noGroup });
  });

  it('opens a private group to developers, and to its creator whatever their role', async () => {
    const project_id = await newProject(scene);
    const { core, person } = await enterProject(scene, 'developer', 4, project_id);
    const group_id = await newGroup(core, project_id, { name: 'a', visibility: 'private' });
    const under = await newGroup(core, project_id, { name: 'b', parent_id: group_id });
    const { store } = scene.world.server.data;
    const { domainId, id } = person.user;
    await store.write(async (records) => {
      await records.projects.deleteMember(domainId, project_id, id);
      await records.projects.insertMember(domainId, project_id, id, 8, scene.now);
    });
    for (const each of [group_id, under]) {
      expect((await core.send(showGroup, { project_id, group_id: each })).status).toBe(200);
    }
  });

  it('asks for a policy', async () => {
    const project_id = await newProject(scene);
    const { core } = await scene.enter('bare', { role: 4, in: project_id });
    const answer = await core.send(showGroup, { project_id, group_id: 1 });
    expect(answer).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});

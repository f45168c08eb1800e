import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
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

const deleteGroup = proven('CodeArtsRepo v4', 'DeleteGroup');
const showGroup = operationOf('CodeArtsRepo v4', 'ShowGroup');
const listTop = operationOf('CodeArtsRepo v4', 'ListProjectSubgroupsAndRepositories');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('deletes through the %s', async (way) => {
    const project_id = await newProject(scene);
    const group_id = await newGroup(scene.core, project_id, { name: 'group1' });
    const answer = await scene[way].send(deleteGroup, { project_id, group_id });
    expect(answer.body).toBe("Group 'group1' was scheduled for deletion.");
    const again = await scene[way].send(deleteGroup, { project_id, group_id });
    expect(again).toMatchObject({ status: 404, body: noGroup });
  });

  it('takes everything below along, leaves everything beside and keeps the counts', async () => {
    const project_id = await newProject(scene);
    const top = await newGroup(scene.core, project_id, { name: 'top' });
    const gone = await newGroup(scene.core, project_id, { name: 'gone', parent_id: top });
    const below = await newGroup(scene.core, project_id, { name: 'below', parent_id: gone });
    await newGroup(scene.core, project_id, { name: 'beside', parent_id: top });
    await scene.core.send(deleteGroup, { project_id, group_id: gone });
    const answer = await scene.core.send(showGroup, { project_id, group_id: below });
    expect(answer).toMatchObject({ status: 404, body: noGroup });
    const kept = await scene.core.send(showGroup, { project_id, group_id: top });
    expect(kept.body).toMatchObject({ subgroup_count: 1 });
    await scene.core.send(deleteGroup, { project_id, group_id: top });
    const list = await scene.core.send(listTop, { project_id });
    expect(list).toMatchObject({ headers: { 'x-total': '0' }, body: [] });
  });

  it.each(malformedGroupIds)('refuses %j as group id', async (group_id) => {
    const { projectId: project_id } = scene.world;
    const answer = await scene.token.send(deleteGroup, { project_id, group_id });
    expect(answer).toMatchObject({ status: 400, body: badValue(badGroup) });
  });

  it('refuses a malformed project id', async () => {
    const answer = await scene.core.send(deleteGroup, { project_id: 'x', group_id: 1 });
    expect(answer).toMatchObject({ status: 400, body: badValue(badProject) });
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const group_id = await newGroup(scene.core, scene.world.projectId, { name: 'a' });
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(deleteGroup, { project_id, group_id }),
    );
    expect(answer).toMatchObject({ status: 403, body: noProject });
  });

  it('tells an unknown group, one of another project and a hidden one alike', async () => {
    const project_id = await newProject(scene);
    const hidden = await newGroup(scene.core, project_id, { name: 'a', visibility: 'private' });
    const elsewhere = await newGroup(scene.core, await newProject(scene), { name: 'a' });
    const { core } = await enterProject(scene, 'viewer', 8, project_id);
    const answers = await Promise.all(
      [2_147_483_647, hidden, elsewhere].map((group_id) =>
        core.send(deleteGroup, { project_id, group_id }),
      ),
    );
    expect(alike(answers)).toMatchObject({ status: 404, body: noGroup });
  });

  it('lets a manager delete, and a developer what lies under their own', async () => {
    const project_id = await newProject(scene);
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const manager = await enterProject(scene, 'manager', 3, project_id);
    const others = await newGroup(scene.core, project_id, { name: 'others' });
    const refused = await developer.core.send(deleteGroup, { project_id, group_id: others });
    const lacks = notAllowed('User: .* because the role Developer lacks the permission');
    expect(refused).toMatchObject({ status: 403, body: lacks });
    expect((await scene.core.send(showGroup, { project_id, group_id: others })).status).toBe(200);
    const own = await newGroup(developer.core, project_id, { name: 'own' });
    const under = await newGroup(manager.core, project_id, { name: 'under', parent_id: own });
    for (const [{ core }, group_id] of [
      [developer, under],
      [developer, own],
      [manager, others],
    ] as const) {
      expect((await core.send(deleteGroup, { project_id, group_id })).status).toBe(202);
    }
  });
});

import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { makeMember } from '../atelier/group-members.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, newGroup, noProject } from './groups.ts';
import { namesIn } from './lists.ts';

const listManageable = proven('CodeArtsRepo v4', 'ListManageableGroups');

onEveryStore((scene) => {
  it('lists the groups in which the caller may create', async () => {
    const project_id = await newProject(scene);
    const top = await newGroup(scene.core, project_id, { name: 'top', visibility: 'private' });
    const low = await newGroup(scene.core, project_id, { name: 'low', parent_id: top });
    await newGroup(scene.core, project_id, { name: 'other' });
    const developer = await enterProject(scene, 'developer', 4, project_id);
    const viewer = await enterProject(scene, 'viewer', 8, project_id);
    for (const scope of ['group', 'repository']) {
      const list = async (client = developer.core) =>
        namesIn(await client.send(listManageable, { project_id, scope }));
      expect(await list()).toEqual([['other', 'top', 'low'], 3]);
      expect(await list(scene.core)).toEqual([['other', 'top', 'low'], 3]);
      await makeMember(scene.core, top, viewer, 8);
      expect(await list(viewer.core)).toEqual([[], 0]);
      await makeMember(scene.core, top, viewer, 4);
      expect(await list(viewer.core)).toEqual([['top', 'low'], 2]);
    }
    const page = await viewer.core.send(listManageable, { project_id, offset: 1, limit: 1 });
    expect(page).toMatchObject({ headers: { 'x-total': '2' } });
    expect(page.body).toEqual([
      {
        full_name: `${project_id} / top / low`,
        id: low,
        name: 'low',
        full_path: `${project_id}/top/low`,
        path: 'low',
        visibility: 'private',
      },
    ]);
  });

  it('refuses another scope, bad pages and projects that the caller does not see', async () => {
    const { projectId: project_id } = scene.world;
    const scope = await scene.core.send(listManageable, { project_id, scope: 'all' });
    const oneOf = badValue('\\[scope\\] must be one of group, repository');
    expect(scope).toMatchObject({ status: 400, body: oneOf });
    const limit = await scene.core.send(listManageable, { project_id, limit: 101 });
    expect(limit).toMatchObject({ status: 400, body: badValue('\\[limit\\]') });
    const answer = await heardByAnOutsider(scene, (client, id) =>
      client.send(listManageable, { project_id: id }),
    );
    expect(answer).toMatchObject({ status: 403, body: noProject });
  });
});

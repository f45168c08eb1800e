import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newGroup } from '../build/groups.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { deleteTaskGroup } from './deletions.ts';
import { refused } from './group-members.ts';

const list = proven('Atelier v1', 'ListDeletedBuildTaskGroups');

onEveryStore((scene) => {
  it('tells what was deleted, and to those who may change groups only', async () => {
    const project_id = await newProject(scene);
    const top = await newGroup(scene.core, project_id, 'a');
    const id = await newGroup(scene.core, project_id, 'b', top);
    await newGroup(scene.core, project_id, 'c', id);
    await deleteTaskGroup(scene.core, project_id, id);
    const deleted = {
      id,
      parent_id: top,
      type: 'group',
      name: 'b',
      path: 'a/b',
      count: 2,
      deleted_at: '2026-01-02T03:04:05.678Z',
      restorable_until: '2026-01-09T03:04:05.678Z',
      user_id: expect.any(String),
      user_name: scene.world.userName,
    };
    const developer = await scene.enter('developer', { role: 4, in: project_id });
    for (const client of [scene.core, scene.token, developer.core]) {
      const answer = await client.send(list, { project_id });
      expect(answer.body).toEqual({ deleted: [deleted], total: 1 });
    }
    const viewer = await scene.enter('viewer', { role: 8, in: project_id });
    expect(await viewer.core.send(list, { project_id })).toMatchObject(
      refused(403, 'lacks the permission build-group.manage'),
    );
  });
});
